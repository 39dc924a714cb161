package io.moderato.decision.store;

import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.content.ContentId;

/**
 * A text as somebody posted it, in the form in which it is recognised.
 *
 * @param content  as which content
 * @param revision as which revision of it
 * @param author   who
 * @param text     what
 */
record PostedText(ContentId content, int revision, Author author, ComparableText text) {
    /** An author in a community: what one did in another community is not held against them. */
    record Author(CommunityId community, String id) {
        static Author of(Content content) {
            return new Author(content.community(), content.author().id());
        }
    }

    static PostedText of(Content content) {
        return new PostedText(content.id(), content.revision(), Author.of(content), ComparableText.of(content));
    }
}

package io.moderato.decision.store;

import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.content.ContentId;

/**
 * A posted text, in the form in which it is recognised.
 *
 * @param content  the content that it belongs to
 * @param revision the revision of that content
 * @param author   the author
 * @param text     the comparable form of the text
 */
record PostedText(ContentId content, int revision, Author author, ComparableText text) {
    /** An author in a community. What an author did in another community does not count. */
    record Author(CommunityId community, String id) {
        static Author of(Content content) {
            return new Author(content.community(), content.author().id());
        }
    }

    static PostedText of(Content content) {
        return new PostedText(content.id(), content.revision(), Author.of(content), ComparableText.of(content));
    }
}

package io.moderato.perspective.web;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The context of a comment: either the messages before it, or an article and the comment above. */
@Schema(name = "Context")
record CommentContext(
        @Nullable List<TextEntry> entries,

        @JsonAlias("article_and_parent_comment") @Nullable ArticleAndParentComment articleAndParentComment) {
    /** The place of a comment: the article and the comment above. */
    @Schema(name = "ArticleAndParentComment")
    record ArticleAndParentComment(
            @Nullable TextEntry article,
            @JsonAlias("parent_comment") @Nullable TextEntry parentComment) {}

    /** The text that the comment answers: the last message; or the comment above, or otherwise the article; null if there is none. */
    @Nullable
    String parentText() {
        if (entries != null && !entries.isEmpty()) {
            if (articleAndParentComment != null) {
                throw RefusedRequest.invalid(
                        "Context can have either entries or article_and_parent_comment, but both fields were populated.",
                        "/context");
            }
            return text(entries.getLast(), "/context/entries/" + (entries.size() - 1));
        }
        if (articleAndParentComment == null) {
            return null;
        }
        String parent = text(articleAndParentComment.parentComment(), "/context/articleAndParentComment/parentComment");
        return parent != null
                ? parent
                : text(articleAndParentComment.article(), "/context/articleAndParentComment/article");
    }

    private static @Nullable String text(@Nullable TextEntry entry, String pointer) {
        return entry == null || entry.isBlank() ? null : entry.plain(pointer);
    }
}

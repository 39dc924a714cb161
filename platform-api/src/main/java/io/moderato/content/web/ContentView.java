package io.moderato.content.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.appeal.store.Appeal;
import io.moderato.appeal.store.Appeals;
import io.moderato.appeal.web.AppealView;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentStatus;
import io.moderato.content.ContentType;
import io.moderato.content.store.StoredContent;
import io.moderato.contenttype.TypedFields;
import io.moderato.decision.Decision;
import io.moderato.decision.Outcome;
import io.moderato.decision.store.StatementOfReasons;
import io.moderato.decision.web.DecisionView;
import io.moderato.decision.web.DecisionViews;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The newest revision of a content, with everything that was decided about the content. */
@Schema(name = "Content", description = "The newest revision of a content and what was decided about it.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContentView(
        @Schema(type = "string", format = "uuid") ContentId id,
        @Schema(example = "1") int revision,
        @Schema(example = "DECIDED") ContentStatus status,
        @Schema(example = "comment-4711") String externalId,
        Author author,
        @Schema(type = "string", example = "comment") ContentType type,

        @Schema(description = "The text that is examined; of a content with fields it is made of those marked as text.")
        String text,

        List<String> images,

        @Schema(
                implementation = Map.class,
                description = "The fields, if the community has defined the type.",
                example = "{\"title\": \"A bike\", \"price\": 120}")
        @Nullable
        ObjectNode fields,

        @Schema(description = "The version of the type's schema that they were checked against.", example = "1")
        @Nullable
        Integer typeVersion,

        @Nullable String language,
        @Nullable String url,
        @Nullable Instant createdAt,
        ContentBody.@Nullable ContextBody context,

        @Schema(description = "What you noted about it for yourself.", example = "{\"thread\": \"4711\"}") @Nullable
        Map<String, Object> metadata,

        Instant submittedAt,

        @Schema(description = "The decision in force, once there is one.") @Nullable
        DecisionView decision,

        @Schema(description = "All decisions about all revisions, the oldest first.")
        List<DecisionView> history,

        @Schema(
                description =
                        "The statement for the author; present only if the decision in force restricts the content.")
        @Nullable
        StatementOfReasons statementOfReasons,

        @Schema(description = "The appeals about all revisions, the oldest first.")
        List<AppealView> appeals) {
    static ContentView of(
            StoredContent stored,
            @Nullable Map<String, Object> metadata,
            List<Decision> history,
            List<Appeal> appeals,
            DecisionViews views) {
        Content content = stored.content();
        Decision standing = history.stream()
                .filter(decision -> decision.id().equals(stored.standingDecision()))
                .findFirst()
                .orElse(null);
        String parentText = content.parentText();
        TypedFields fields = stored.fields();
        return new ContentView(
                content.id(),
                content.revision(),
                stored.status(),
                content.externalId(),
                content.author(),
                content.type(),
                content.text(),
                content.images(),
                fields == null ? null : fields.tree(),
                fields == null ? null : fields.version(),
                content.language(),
                content.url(),
                content.createdAt(),
                parentText == null ? null : new ContentBody.ContextBody(parentText),
                metadata,
                content.submittedAt(),
                standing == null ? null : views.of(standing, content.externalId()),
                history.stream()
                        .map(decision -> views.of(decision, content.externalId()))
                        .toList(),
                standing == null
                        ? null
                        : StatementOfReasons.of(
                                standing, foundByMachine(standing, history), Appeals.redress(standing, appeals)),
                appeals.stream().map(AppealView::of).toList());
    }

    /** Whether an automatic decision about this revision was other than APPROVE. */
    private static boolean foundByMachine(Decision standing, List<Decision> history) {
        return history.stream()
                .anyMatch(decision -> decision.automatic()
                        && decision.revision() == standing.revision()
                        && decision.result().outcome() != Outcome.APPROVE);
    }
}

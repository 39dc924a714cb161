package io.moderato.perspective.web;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.moderato.decision.Category;
import io.moderato.suggestion.store.NewSuggestion;
import io.moderato.suggestion.store.SuggestedScore;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a comment should have scored. Fields have the vendor's names, in either of the two forms that Google's JSON readers take.
 *
 * @param doNotStore true keeps nothing; the vendor has this field in requests for scores alone
 * @param sessionId  taken and not used
 */
@Schema(name = "SuggestCommentScoreRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record SuggestBody(
        @Nullable TextEntry comment,
        @Nullable CommentContext context,

        @JsonAlias("attribute_scores") @Nullable Map<String, Suggested> attributeScores,

        @Nullable List<String> languages,
        @JsonAlias("do_not_store") @Nullable Boolean doNotStore,
        @JsonAlias("client_token") @Nullable String clientToken,
        @JsonAlias("session_id") @Nullable String sessionId,
        @JsonAlias("community_id") @Nullable String communityId) {
    /**
     * What one attribute should have scored.
     *
     * @param spanScores taken and not used
     */
    @Schema(name = "SuggestedAttributeScores")
    record Suggested(
            @JsonAlias("summary_score") @Nullable Value summaryScore,

            @ArraySchema(schema = @Schema(type = "object")) @JsonAlias("span_scores") @Nullable
            List<JsonNode> spanScores) {}

    /**
     * A suggested score.
     *
     * @param value a number in [0, 1], or one written as a text, as Google's JSON readers take it
     */
    @Schema(name = "SuggestedScore")
    record Value(
            @Schema(type = "number") @Nullable JsonNode value,

            @Schema(allowableValues = "PROBABILITY") @Nullable
            String type) {}

    /** The text that was scored. */
    String text() {
        if (comment == null) {
            throw RefusedRequest.commentEmpty();
        }
        return comment.plain("/comment");
    }

    /** The suggested scores, without ours; at least one. */
    List<SuggestedScore> scores() {
        if (attributeScores == null || attributeScores.isEmpty()) {
            throw RefusedRequest.noSuggestedScores();
        }
        List<SuggestedScore> scores = new ArrayList<>();
        attributeScores.forEach((name, suggested) -> {
            Category category =
                    Attribute.categoryOf(name).orElseThrow(() -> RefusedRequest.unknownSuggestedAttribute(name));
            scores.add(new SuggestedScore(name, category, value(name, suggested), null));
        });
        return scores;
    }

    private static double value(String attribute, Suggested suggested) {
        String pointer = "/attributeScores/" + attribute + "/summaryScore";
        Value summary = suggested.summaryScore();
        if (summary == null || summary.value() == null || summary.value().isNull()) {
            throw RefusedRequest.invalid("Missing summary_score of attribute " + attribute, pointer);
        }
        RefusedRequest.requireProbability(summary.type(), attribute);
        double value = Numbers.of(summary.value(), pointer + "/value");
        if (value < 0 || value > 1) {
            throw RefusedRequest.invalid(
                    "Suggested score of attribute %s is not between 0 and 1".formatted(attribute), pointer);
        }
        return value;
    }

    /** The languages that the caller names. */
    List<String> namedLanguages() {
        return Languages.checked(languages);
    }

    @Nullable
    String parentText() {
        return context == null ? null : context.parentText();
    }

    /** The caller's own name of its community. */
    @Nullable
    String clientCommunity() {
        return name(communityId, "community_id", "/communityId");
    }

    /** The caller's own name of the comment. */
    @Nullable
    String clientName() {
        return name(clientToken, "client_token", "/clientToken");
    }

    private static @Nullable String name(@Nullable String name, String field, String pointer) {
        if (name != null && name.length() > NewSuggestion.MAX_NAME) {
            throw RefusedRequest.invalid(
                    "%s is longer than %d characters".formatted(field, NewSuggestion.MAX_NAME), pointer);
        }
        return name == null || name.isBlank() ? null : name;
    }

    boolean mayBeStored() {
        return !Boolean.TRUE.equals(doNotStore);
    }
}

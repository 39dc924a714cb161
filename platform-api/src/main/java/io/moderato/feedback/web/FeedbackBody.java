package io.moderato.feedback.web;

import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.request.JsonObject;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A correction as it is posted to us. */
@Schema(name = "FeedbackRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record FeedbackBody(
        @Schema(
                description = "What should have been decided.",
                example = "APPROVE",
                allowableValues = {"APPROVE", "REJECT", "MODIFY"},
                requiredMode = Schema.RequiredMode.REQUIRED)
        Outcome outcome,

        @ArraySchema(maxItems = 10, schema = @Schema(description = "What the text is about.", example = "insult"))
        Set<Category> categories,

        @Schema(example = "Sarcasm among friends.", maxLength = 5000) @Nullable
        String note) {
    private static final Set<String> FIELDS = Set.of("outcome", "categories", "note");
    private static final int MAX_CATEGORIES = Category.values().length;

    static FeedbackBody read(JsonObject json) {
        json.only(FIELDS);
        Outcome outcome = json.parsed("outcome", FeedbackBody::outcome);
        Set<Category> categories = EnumSet.noneOf(Category.class);
        List<String> keys = json.texts("categories", MAX_CATEGORIES);
        for (int i = 0; i < keys.size(); i++) {
            categories.add(JsonObject.parsed(json.pointer("categories") + "/" + i, keys.get(i), Category::ofKey));
        }
        return new FeedbackBody(outcome, Collections.unmodifiableSet(categories), json.textOrNull("note"));
    }

    private static Outcome outcome(String text) {
        return switch (text) {
            case "APPROVE" -> Outcome.APPROVE;
            case "REJECT" -> Outcome.REJECT;
            case "MODIFY" -> Outcome.MODIFY;
            default -> throw new IllegalArgumentException("The right outcome is APPROVE, REJECT or MODIFY");
        };
    }
}

package io.moderato.report.web;

import io.moderato.decision.Category;
import io.moderato.request.JsonObject;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A report as it is posted to us. */
@Schema(name = "ReportRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record ReportBody(
        @Schema(
                description = "Your own id of the user who reports.",
                example = "user-18",
                maxLength = 200,
                requiredMode = Schema.RequiredMode.REQUIRED)
        String reporterId,

        @Schema(description = "Which revision the user saw; the newest if left out.", example = "1", minimum = "1")
        @Nullable
        Integer revision,

        @Schema(description = "What the user thinks it is.", example = "insult") @Nullable
        Category category,

        @Schema(
                description = "What the user wrote.",
                example = "This insults me.",
                minLength = 1,
                maxLength = 5000,
                requiredMode = Schema.RequiredMode.REQUIRED)
        String reason) {
    private static final Set<String> FIELDS = Set.of("reporterId", "revision", "category", "reason");

    static ReportBody read(JsonObject json) {
        json.only(FIELDS);
        return new ReportBody(
                json.line("reporterId", 200),
                json.numberOrNull("revision", 1, Integer.MAX_VALUE),
                json.parsedOrNull("category", Category::ofKey),
                json.text("reason"));
    }
}

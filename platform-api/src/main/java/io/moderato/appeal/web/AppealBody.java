package io.moderato.appeal.web;

import io.moderato.request.JsonObject;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Set;

/** An appeal as it is posted to us. */
@Schema(name = "AppealRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record AppealBody(
        @Schema(
                description = "Your own id of the content's author, who appeals.",
                example = "user-17",
                maxLength = 200,
                requiredMode = Schema.RequiredMode.REQUIRED)
        String authorId,

        @Schema(
                description = "Why the decision is wrong, in the author's words.",
                example = "It was a quotation.",
                minLength = 1,
                maxLength = 5000,
                requiredMode = Schema.RequiredMode.REQUIRED)
        String text) {
    private static final Set<String> FIELDS = Set.of("authorId", "text");

    static AppealBody read(JsonObject json) {
        json.only(FIELDS);
        return new AppealBody(json.line("authorId", 200), json.text("text"));
    }
}

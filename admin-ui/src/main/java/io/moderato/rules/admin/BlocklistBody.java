package io.moderato.rules.admin;

import io.moderato.decision.Category;
import io.moderato.request.Line;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;

/** A blocklist that is to be created; it is in force at once, and empty. */
@Schema(name = "NewBlocklist", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record BlocklistBody(
        @Schema(example = "Rude words") @NotNull(message = "'{field}' is missing.") @Line(max = 100)
        String name,

        @NotNull(message = "'{field}' is missing.") RuleKind kind,

        @Schema(type = "string", example = "obscene") @NotNull(message = "'{field}' is missing.")
        Category category,

        @NotNull(message = "'{field}' is missing.") RuleAction action) {
    /** What is changed of a blocklist. Its kind and its category stay: they say what its terms mean. */
    @Schema(name = "BlocklistChange", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Change(
            @Schema(example = "Rude words") @NotNull(message = "'{field}' is missing.") @Line(max = 100)
            String name,

            @NotNull(message = "'{field}' is missing.") RuleAction action,

            @Schema(description = "Whether it is in force.") @NotNull(message = "'{field}' is missing.")
            Boolean enabled) {}
}

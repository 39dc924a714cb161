package io.moderato.community.admin;

import io.moderato.request.Line;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** A community that is to be created. */
@Schema(name = "NewCommunity", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record CommunityBody(
        @Schema(description = "Its short name, which stands in addresses and never changes.", example = "main")
        @NotNull(message = "'{field}' is missing.")
        @Pattern(
                regexp = "[a-z0-9][a-z0-9-]{0,39}",
                message =
                        "'{field}' has 1 to 40 lower-case letters, digits and hyphens and starts with a letter or digit.")
        String id,

        @Schema(example = "Main community") @NotNull(message = "'{field}' is missing.") @Line(max = 100)
        String name) {
    /** What is changed of a community. */
    @Schema(name = "CommunityChange", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Change(
            @Schema(example = "Main community") @NotNull(message = "'{field}' is missing.") @Line(max = 100)
            String name) {}
}

package io.moderato.access.admin;

import io.moderato.access.store.Scope;
import io.moderato.request.Line;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What people choose of a key. */
@Schema(name = "KeyRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record KeyBody(
        @Schema(example = "forum") @NotNull(message = "'{field}' is missing.") @Line(max = 100)
        String name,

        @ArraySchema(schema = @Schema(type = "string", example = "content:write"))
        @NotEmpty(message = "Choose at least one thing that the key may do.")
        @Size(max = 50, message = "'{field}' has too many entries.")
        List<Scope> scopes,

        @Schema(example = "600")
        @NotNull(message = "'{field}' is missing.")
        @Min(value = 1, message = "A key may make at least 1 call a minute.")
        @Max(value = 1_000_000, message = "A key may make at most 1,000,000 calls a minute.")
        Integer ratePerMinute) {
    Set<Scope> distinctScopes() {
        return EnumSet.copyOf(scopes);
    }
}

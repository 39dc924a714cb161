package io.moderato.rules.admin;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Terms that come and go. */
@Schema(name = "TermsRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record TermsBody(
        @ArraySchema(
                arraySchema = @Schema(description = "What is there already stays."),
                schema = @Schema(example = "double your bitcoin"))
        @Size(max = TermsBody.MOST, message = TermsBody.TOO_MANY)
        @Nullable
        List<String> add,

        @ArraySchema(
                arraySchema = @Schema(description = "What is not there is not missed."),
                schema = @Schema(example = "free followers"))
        @Size(max = TermsBody.MOST, message = TermsBody.TOO_MANY)
        @Nullable
        List<String> remove) {
    static final int MOST = 100_000;
    static final String TOO_MANY = "'{field}' has too many entries; at most 100,000 fit. Send them in several calls.";

    List<String> added() {
        return add == null ? List.of() : add;
    }

    List<String> removed() {
        return remove == null ? List.of() : remove;
    }
}

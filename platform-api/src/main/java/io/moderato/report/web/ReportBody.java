package io.moderato.report.web;

import io.moderato.decision.Category;
import io.moderato.report.store.Reports;
import io.moderato.request.Line;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The body of a request with a report. */
@Schema(name = "ReportRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record ReportBody(
        @Schema(description = "Your own id of the user who reports.", example = "user-18")
        @NotNull(message = "'{field}' is missing.")
        @Line(max = 200)
        String reporterId,

        @Schema(description = "The revision that the user saw; the newest if left out.", example = "1")
        @Min(value = 1, message = "'{field}' is a whole number from 1 to 2,147,483,647.")
        @Nullable
        Integer revision,

        @Schema(description = "The category that the user names.", example = "insult") @Nullable
        Category category,

        @Schema(description = "The user's words.", example = "This insults me.")
        @NotNull(message = "'{field}' is missing.")
        @Size(min = 1, max = Reports.MAX_LENGTH, message = Reports.NO_WORDS)
        String reason) {}

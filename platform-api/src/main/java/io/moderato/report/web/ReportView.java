package io.moderato.report.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.content.ContentId;
import io.moderato.decision.Category;
import io.moderato.report.store.Report;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A kept report. */
@Schema(name = "Report", description = "A user's notice that content breaks the rules.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReportView(
        UUID id,
        @Schema(type = "string", format = "uuid") ContentId contentId,

        @Schema(description = "The revision that the user saw.", example = "1")
        int revision,

        @Schema(example = "user-18") String reporterId,

        @Schema(example = "insult") @Nullable Category category,

        @Schema(example = "This insults me.") String reason,
        Instant reportedAt) {
    static ReportView of(ContentId content, Report report) {
        return new ReportView(
                report.id(),
                content,
                report.revision(),
                report.reporterId(),
                report.category(),
                report.reason(),
                report.reportedAt());
    }
}

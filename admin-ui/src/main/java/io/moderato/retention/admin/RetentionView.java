package io.moderato.retention.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.admin.ETag;
import io.moderato.retention.store.ChosenTimes;
import io.moderato.retention.store.KeepTimes;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How long a community keeps contents, and the usual times. */
@Schema(name = "Retention")
record RetentionView(
        @Schema(description = "The community's own; a time that is missing is the usual one.")
        Days chosen,

        @Schema(description = "The usual times of this installation.")
        Days usual,

        @Schema(description = "Send it as If-Match. It is the community's.", example = "\"0\"")
        String etag) {
    /** Times in days. */
    @Schema(name = "RetentionDays")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Days(
            @Nullable Integer approvedDays,
            @Nullable Integer restrictedDays,
            @Nullable Integer labelledDays) {
        static Days of(KeepTimes times) {
            return new Days(times.approved(), times.restricted(), times.labelled());
        }
    }

    static RetentionView of(ChosenTimes chosen, KeepTimes usual) {
        return new RetentionView(Days.of(chosen.times()), Days.of(usual), ETag.of(chosen.editVersion()));
    }
}

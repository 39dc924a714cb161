package io.moderato.retention.admin;

import io.moderato.retention.store.KeepTimes;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How long a community wants to keep contents. */
@Schema(name = "RetentionRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record RetentionBody(
        @Schema(
                description = "Approved contents about which no human said anything; leave it out for the usual time.",
                minimum = "1",
                maximum = "36500",
                example = "30")
        @Nullable
        Integer approvedDays,

        @Schema(
                description = "Restricted contents: at least as long as their authors may appeal.",
                minimum = "1",
                maximum = "36500")
        @Nullable
        Integer restrictedDays,

        @Schema(description = "Contents with a label by a human.", minimum = "1", maximum = "36500") @Nullable
        Integer labelledDays) {
    KeepTimes times() {
        return new KeepTimes(approvedDays, restrictedDays, labelledDays);
    }
}

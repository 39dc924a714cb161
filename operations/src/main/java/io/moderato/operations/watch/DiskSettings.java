package io.moderato.operations.watch;

import jakarta.validation.constraints.AssertTrue;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Which disk is watched, and what is too little.
 *
 * @param folder      a folder on the disk with all data; null where the data are elsewhere, then nothing is watched
 * @param warnBelow   free space below which operators are warned
 * @param refuseBelow free space below which no new content is taken, so that what was taken can still be decided
 * @param interval    the time between two looks
 */
@Validated
@ConfigurationProperties("moderato.disk")
record DiskSettings(
        @Nullable Path folder,
        @DefaultValue("2GB") DataSize warnBelow,
        @DefaultValue("512MB") DataSize refuseBelow,
        @DefaultValue("2s") @DurationMin(millis = 10) Duration interval) {
    /** Whether the warning comes first. */
    @AssertTrue(message = "moderato.disk.warn-below must not be smaller than moderato.disk.refuse-below")
    boolean isWarnedFirst() {
        return warnBelow.compareTo(refuseBelow) >= 0;
    }
}

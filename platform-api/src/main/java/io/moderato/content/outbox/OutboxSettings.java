package io.moderato.content.outbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How accepted content gets to Kafka.
 *
 * @param resendAfter    how long a revision may wait for its decision before it is sent again; afterwards the pauses double
 * @param maxResendAfter the longest pause
 * @param sweepInterval  how often the sweeper looks for revisions that are due
 * @param sweepBatch     how many revisions it sends in one transaction
 * @param sweepRounds    how many such batches it sends before it pauses
 * @param sendTimeout    how long Kafka has to take a record
 * @param queueRecords   how many records wait in memory for Kafka
 * @param queueSize      how much text they may hold together; what does not fit is left to the sweeper
 */
@Validated
@ConfigurationProperties("moderato.outbox")
public record OutboxSettings(
        @DefaultValue("60s") @NotNull @DurationMin(millis = 100)
        Duration resendAfter,

        @DefaultValue("1h") @NotNull @DurationMin(millis = 100)
        Duration maxResendAfter,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 100)
        Duration sweepInterval,

        @DefaultValue("500") @Min(1) @Max(10_000) int sweepBatch,
        @DefaultValue("20") @Min(1) @Max(1_000) int sweepRounds,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 100)
        Duration sendTimeout,

        @DefaultValue("50000") @Min(1) @Max(1_000_000) int queueRecords,
        @DefaultValue("32MB") @NotNull DataSize queueSize) {}

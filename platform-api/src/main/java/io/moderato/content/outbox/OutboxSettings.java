package io.moderato.content.outbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
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
 * @param resendAfter    how long a revision may wait for its decision before it is sent again if Kafka does not have it
 * @param sweepInterval  how often the sweeper looks for revisions that are due
 * @param sweepBatch     how many revisions it sends in one transaction
 * @param sweepRounds    how many such batches it sends before it pauses
 * @param sendTimeout    how long Kafka has to take a record
 * @param queueRecords   how many records wait in memory for Kafka
 * @param queueSize      how much text they may hold together; what does not fit is left to the sweeper
 * @param longTextChars  texts with more UTF-16 chars take the lane for long ones
 * @param quickCharsPerSecond how much text of one community takes the quick lane for as long as it sends more; the rest takes the bulk
 *     lane. A fifth of what one instance on two processors decides in a second
 * @param quickBurstChars how much text a community may send at once before that counts
 * @param pipelineGroup  the pipeline's consumer group ({@code moderato.pipeline.group}), to see what it has worked off
 */
@Validated
@ConfigurationProperties("moderato.outbox")
public record OutboxSettings(
        @DefaultValue("60s") @NotNull @DurationMin(millis = 100)
        Duration resendAfter,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 100)
        Duration sweepInterval,

        @DefaultValue("500") @Min(1) @Max(10_000) int sweepBatch,
        @DefaultValue("20") @Min(1) @Max(1_000) int sweepRounds,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 100)
        Duration sendTimeout,

        @DefaultValue("50000") @Min(1) @Max(1_000_000) int queueRecords,
        @DefaultValue("32MB") @NotNull DataSize queueSize,
        @DefaultValue("4000") @Min(1) int longTextChars,
        @DefaultValue("20000") @Min(1) int quickCharsPerSecond,
        @DefaultValue("200000") @Min(10_000) int quickBurstChars,
        @DefaultValue("moderato-inference") @NotBlank String pipelineGroup) {}

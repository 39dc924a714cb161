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
 * The settings for the way of accepted content to Kafka.
 *
 * @param resendAfter    how long a revision may wait for its decision before it is sent again, if Kafka does not have it
 * @param sweepInterval  how often the sweeper looks for revisions that are due
 * @param sweepBatch     the number of revisions that the sweeper sends in one transaction
 * @param sweepRounds    the number of such batches that the sweeper sends before it pauses
 * @param sendTimeout    the time that Kafka has to accept a record
 * @param queueRecords   the most records that wait in memory for Kafka
 * @param queueSize      the most text that the waiting records hold together; records that do not fit are left to the sweeper
 * @param longTextChars  texts with more UTF-16 chars take the lane for long texts
 * @param quickCharsPerSecond the text of one community that takes the quick lane each second, if the community sends more; the rest takes
 *     the bulk lane. The default is a fifth of the text that one instance on two processors decides in a second
 * @param quickBurstChars the text that a community may send at once before that limit counts
 * @param pipelineGroup  the pipeline's consumer group ({@code moderato.pipeline.group}), to see what it has consumed
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

package io.moderato.decision.inference;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the pipeline.
 *
 * @param group              the Kafka consumer group
 * @param concurrency        threads that take batches from Kafka; 0 means one more than there are processors, at most as many as
 *                           partitions, so that one batch is stored while others are scored
 * @param scoredAtOnce       batches that the model scores side by side; 0 means as many as there are processors, which with one
 *                           thread for each is faster and steadier than one batch with all threads
 * @param maxBatch           the most records that one batch takes from Kafka
 * @param stepChars          UTF-16 chars that are decided and stored at a time, unless a single text has more; a batch is worked on in
 *                           such steps, so that it neither holds up others for long nor starts anew when it is interrupted
 * @param partitions         of the content topics; a topic that has fewer gets more, one that has more keeps them
 * @param replicas           of the content topics, where they do not exist yet
 * @param keepTexts          how long Kafka keeps submitted texts, dead letters too; what is not decided by then is in the database and sent
 *                           again
 * @param keepEvents         how long Kafka keeps decisions and events for those who listen
 * @param maxTextLength      UTF-16 chars; a longer text from Kafka becomes a dead letter, so this is at least the limit of the API
 * @param recordAttempts     how often a record that fails by itself is tried before it becomes a dead letter
 * @param recordBackOff      the wait between these tries, doubled each time
 * @param outageBackOff      the first wait before a batch is tried again while a part that we need does not answer
 * @param maxOutageBackOff   the longest such wait
 * @param publishTimeout     how long Kafka may take to accept a batch of events or a dead letter
 * @param cacheEntries       how many results are kept for texts that come again; 0 keeps none
 * @param callers            workers that answer synchronous calls at a time
 * @param waitingCallers     synchronous calls that may wait for their turn; more are turned away at once
 * @param maxShared          contents of synchronous calls that are answered together if they wait together; 1 answers each call by itself
 * @param bulkPatience       how long a step of submitted content waits, at most, while synchronous calls wait for a worker
 * @param callerPatience     how long a synchronous call waits for its turn
 * @param callDeadline       how long a synchronous call takes at most, its wait included
 * @param maxCallBatch       the most contents in one synchronous call
 * @param maxModelText       UTF-16 chars that the model reads of one text; the rest is decided by rules alone and said to be unexamined
 */
@Validated
@ConfigurationProperties("moderato.pipeline")
public record PipelineSettings(
        @DefaultValue("moderato-inference") @NotBlank String group,
        @DefaultValue("0") @Min(0) @Max(64) int concurrency,
        @DefaultValue("0") @Min(0) @Max(64) int scoredAtOnce,
        @DefaultValue("500") @Min(1) @Max(5000) int maxBatch,
        @DefaultValue("65536") @Min(1) int stepChars,
        @DefaultValue("4") @Min(1) @Max(1000) int partitions,
        @DefaultValue("1") @Min(1) @Max(10) short replicas,
        @DefaultValue("1d") @DurationMin(hours = 1) Duration keepTexts,
        @DefaultValue("7d") @DurationMin(hours = 1) Duration keepEvents,
        @DefaultValue("1048576") @Positive int maxTextLength,
        @DefaultValue("3") @Min(1) @Max(20) int recordAttempts,
        @DefaultValue("200ms") @DurationMin(millis = 1) Duration recordBackOff,
        @DefaultValue("500ms") @DurationMin(millis = 1) Duration outageBackOff,
        @DefaultValue("10s") @DurationMin(millis = 1) Duration maxOutageBackOff,
        @DefaultValue("30s") @DurationMin(millis = 1) Duration publishTimeout,
        @DefaultValue("20000") @Min(0) @Max(10_000_000) int cacheEntries,
        @DefaultValue("4") @Min(1) @Max(1000) int callers,
        @DefaultValue("64") @Min(0) @Max(100_000) int waitingCallers,
        @DefaultValue("32") @Min(1) @Max(1000) int maxShared,
        @DefaultValue("2s") @DurationMin(millis = 0) Duration bulkPatience,
        @DefaultValue("5s") @DurationMin(millis = 1) Duration callerPatience,
        @DefaultValue("15s") @DurationMin(millis = 1) Duration callDeadline,
        @DefaultValue("1000") @Min(1) @Max(100_000) int maxCallBatch,
        @DefaultValue("262144") @Min(1000) int maxModelText) {
    /** The threads that take batches from Kafka. */
    public int effectiveConcurrency() {
        return concurrency == 0 ? Math.min(partitions, processors() + 1) : concurrency;
    }

    /** The batches that are scored side by side. */
    public int effectiveScoredAtOnce() {
        return scoredAtOnce == 0 ? processors() : scoredAtOnce;
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }
}

package io.moderato.decision;

import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.content.Content;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The pipeline for callers who wait for the answer. A bounded number of them is served at a time, beside the batches from Kafka
 * and not behind them; a bounded number waits; more are turned away at once.
 */
@Component
final class LocalModeration implements Moderation {
    private final Pipeline pipeline;
    private final PipelineSettings settings;
    private final Semaphore turns;
    private final MeterRegistry meters;

    LocalModeration(Pipeline pipeline, PipelineSettings settings, MeterRegistry meters) {
        this.pipeline = pipeline;
        this.settings = settings;
        this.turns = new Semaphore(settings.callers(), true);
        this.meters = meters;
        meters.gauge("moderato.moderation.waiting", turns, Semaphore::getQueueLength);
    }

    @Override
    public List<ModerationResult> moderate(List<Content> contents) {
        if (contents.size() > settings.maxCallBatch()) {
            throw new ProblemException(
                    ProblemKey.TOO_LARGE,
                    "One call moderates at most %d contents, not %d."
                            .formatted(settings.maxCallBatch(), contents.size()));
        }
        takeTurn();
        try {
            return Objects.requireNonNull(
                    meters.timer("moderato.moderation").record(() -> pipeline.moderate(contents)));
        } catch (DataAccessException | TransactionException database) {
            throw new ProblemException(
                    ProblemKey.UNAVAILABLE,
                    "The database that holds policies and rules does not answer. Try again in a few seconds.",
                    null,
                    database);
        } finally {
            turns.release();
        }
    }

    private void takeTurn() {
        if (turns.tryAcquire()) {
            return;
        }
        if (turns.getQueueLength() >= settings.waitingCallers()) {
            throw full(null);
        }
        try {
            if (!turns.tryAcquire(settings.callerPatience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw full(null);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw full(stopped);
        }
    }

    private ProblemException full(@Nullable Throwable cause) {
        meters.counter("moderato.moderation.turned_away").increment();
        return new ProblemException(
                ProblemKey.UNAVAILABLE, "The pipeline is full just now. Try again in a few seconds.", null, cause);
    }
}

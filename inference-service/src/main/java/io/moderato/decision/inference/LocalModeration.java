package io.moderato.decision.inference;

import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.content.Content;
import io.moderato.decision.Moderation;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.pipeline.Pipeline;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The pipeline for callers who wait for the answer. A bounded number of calls is served at a time, at the same time as the batches from
 * Kafka, and communities take turns. A bounded number of calls waits; further calls are refused at once. No caller waits beyond the
 * deadline.
 */
@Component
final class LocalModeration implements Moderation, DisposableBean {
    private final Pipeline pipeline;
    private final PipelineSettings settings;
    private final FairTurns turns;
    private final ExecutorService workers;
    private final MeterRegistry meters;

    LocalModeration(Pipeline pipeline, PipelineSettings settings, MeterRegistry meters) {
        this.pipeline = pipeline;
        this.settings = settings;
        this.turns = new FairTurns(settings.callers());
        // as many as there are turns; a call that ran out of time keeps its turn until its thread is back
        this.workers = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("moderation-", 1).factory());
        this.meters = meters;
        meters.gauge("moderato.moderation.waiting", turns, FairTurns::waiting);
    }

    @Override
    public List<ModerationResult> moderate(List<Content> contents) {
        return answer(contents, pipeline::moderate);
    }

    @Override
    public List<ModerationResult> score(List<Content> contents) {
        return answer(contents, pipeline::score);
    }

    private List<ModerationResult> answer(
            List<Content> contents, Function<List<Content>, List<ModerationResult>> question) {
        if (contents.size() > settings.maxCallBatch()) {
            throw new ProblemException(
                    ProblemKey.TOO_LARGE,
                    "One call moderates at most %d contents, not %d."
                            .formatted(settings.maxCallBatch(), contents.size()));
        }
        long start = System.nanoTime();
        takeTurn(contents);
        AtomicBoolean held = new AtomicBoolean(true);
        FutureTask<List<ModerationResult>> answer = new FutureTask<>(() -> {
            try {
                return question.apply(contents);
            } finally {
                giveBack(held);
            }
        });
        workers.execute(() -> {
            answer.run();
            // if the caller gave up before the work began, the work never runs and cannot give the turn back
            giveBack(held);
        });
        try {
            return answer.get(settings.callDeadline().toNanos() - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw turnedAway(
                    "The answer took longer than %s. Send less text at once, or try again in a few seconds."
                            .formatted(seconds(settings.callDeadline())),
                    late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw full(stopped);
        } catch (ExecutionException failed) {
            throw problem(failed.getCause());
        } finally {
            // nobody waits any more, so no further batches
            answer.cancel(true);
            meters.timer("moderato.moderation").record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    private void giveBack(AtomicBoolean held) {
        if (held.getAndSet(false)) {
            turns.giveBack();
        }
    }

    private static RuntimeException problem(@Nullable Throwable cause) {
        return switch (cause) {
            case DataAccessException database -> databaseSilent(database);
            case TransactionException database -> databaseSilent(database);
            case RuntimeException known -> known;
            case null, default -> new IllegalStateException("Moderating failed", cause);
        };
    }

    private static ProblemException databaseSilent(Exception cause) {
        return new ProblemException(
                ProblemKey.UNAVAILABLE,
                "The database that holds policies and rules does not answer. Try again in a few seconds.",
                null,
                cause);
    }

    private void takeTurn(List<Content> contents) {
        if (turns.waiting() >= settings.waitingCallers() && settings.waitingCallers() > 0) {
            throw full(null);
        }
        Duration patience = settings.waitingCallers() == 0 ? Duration.ZERO : settings.callerPatience();
        try {
            if (!turns.take(FairTurns.costs(contents), patience)) {
                throw full(null);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw full(stopped);
        }
    }

    private ProblemException full(@Nullable Throwable cause) {
        return turnedAway("The pipeline is full just now. Try again in a few seconds.", cause);
    }

    private ProblemException turnedAway(String message, @Nullable Throwable cause) {
        meters.counter("moderato.moderation.turned_away").increment();
        return new ProblemException(ProblemKey.UNAVAILABLE, message, null, cause);
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    @Override
    public void destroy() {
        workers.shutdownNow();
    }
}

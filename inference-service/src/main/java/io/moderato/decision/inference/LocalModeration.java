package io.moderato.decision.inference;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.content.Content;
import io.moderato.decision.Moderation;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.inference.WaitingCall.Question;
import io.moderato.decision.pipeline.Pipeline;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The pipeline for callers who wait for the answer. A bounded number of workers serves them, at the same time as the batches from Kafka;
 * communities take turns, and short calls that wait together are answered together. A bounded number of calls waits; further calls are
 * refused at once. No caller waits beyond the deadline.
 */
@Component
final class LocalModeration implements Moderation, DisposableBean {
    private final Pipeline pipeline;
    private final PipelineSettings settings;
    private final CallQueue queue;
    private final ExecutorService workers;
    private final MeterRegistry meters;
    private final Counter turnedAway;
    private volatile boolean stopped;

    LocalModeration(Pipeline pipeline, CallQueue queue, PipelineSettings settings, MeterRegistry meters) {
        this.pipeline = pipeline;
        this.settings = settings;
        this.queue = queue;
        this.workers = Executors.newFixedThreadPool(
                settings.callers(),
                Thread.ofPlatform().daemon().name("moderation-", 1).factory());
        this.meters = meters;
        meters.gauge("moderato.moderation.waiting", queue, CallQueue::waiting);
        // from the start on: a counter that begins with its first event looks as if nothing had happened
        this.turnedAway = meters.counter("moderato.moderation.turned_away");
        for (int worker = 0; worker < settings.callers(); worker++) {
            workers.execute(this::serve);
        }
    }

    @Override
    public List<ModerationResult> moderate(List<Content> contents) {
        return answer(new WaitingCall(Question.MODERATE, contents));
    }

    @Override
    public List<ModerationResult> score(List<Content> contents) {
        return answer(new WaitingCall(Question.SCORE, contents));
    }

    private List<ModerationResult> answer(WaitingCall call) {
        if (call.contents().size() > settings.maxCallBatch()) {
            throw new ProblemException(
                    ProblemKey.TOO_LARGE,
                    "One call moderates at most %d contents, not %d."
                            .formatted(settings.maxCallBatch(), call.contents().size()));
        }
        long start = System.nanoTime();
        if (!queue.offer(call)) {
            throw full(null);
        }
        try {
            return answered(call, start);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw full(interrupted);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException("Moderating failed", failed.getCause());
        } finally {
            queue.remove(call);
            call.giveUp();
            meters.timer("moderato.moderation").record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    private List<ModerationResult> answered(WaitingCall call, long start)
            throws InterruptedException, ExecutionException {
        try {
            return call.answer().get(left(settings.callerPatience(), start), TimeUnit.NANOSECONDS);
        } catch (TimeoutException impatient) {
            if (queue.remove(call)) {
                throw full(impatient);
            }
        }
        try {
            return call.answer().get(left(settings.callDeadline(), start), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw turnedAway(
                    "The answer took longer than %s. Send less text at once, or try again in a few seconds."
                            .formatted(seconds(settings.callDeadline())),
                    late);
        }
    }

    private long left(Duration limit, long start) {
        long nanos = Math.min(limit.toNanos(), settings.callDeadline().toNanos());
        return Math.max(0, nanos - (System.nanoTime() - start));
    }

    private void serve() {
        while (!stopped) {
            try {
                List<WaitingCall> calls = queue.take();
                AtomicBoolean busy = new AtomicBoolean(true);
                Runnable free = () -> {
                    if (busy.getAndSet(false)) {
                        queue.free();
                    }
                };
                try {
                    work(calls, free).run();
                } finally {
                    // work that nobody waited for any more was perhaps never done
                    free.run();
                }
            } catch (InterruptedException stopping) {
                return;
            }
        }
    }

    private SharedWork work(List<WaitingCall> calls, Runnable done) {
        meters.summary("moderato.moderation.shared").record(calls.size());
        Function<List<Content>, List<ModerationResult>> question =
                switch (calls.getFirst().question()) {
                    case MODERATE -> pipeline::moderate;
                    case SCORE -> pipeline::score;
                };
        return new SharedWork(calls, question, done);
    }

    private ProblemException full(@Nullable Throwable cause) {
        return turnedAway("The pipeline is full just now. Try again in a few seconds.", cause);
    }

    private ProblemException turnedAway(String message, @Nullable Throwable cause) {
        turnedAway.increment();
        return new ProblemException(ProblemKey.UNAVAILABLE, message, null, cause);
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    @Override
    public void destroy() {
        stopped = true;
        workers.shutdownNow();
    }
}

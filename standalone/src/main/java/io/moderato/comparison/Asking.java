package io.moderato.comparison;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks an endpoint about all texts that it has not answered yet, several at a time, and keeps each answer as it comes. */
record Asking(AnswerLog log, int parallel, Consumer<String> progress) {
    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    /**
     * Returns when all are answered.
     *
     * @throws ComparisonFailure the first that occurs; the calls that run are still kept, no others begin
     */
    void ask(Endpoint endpoint, List<String> texts) throws InterruptedException {
        List<String> open =
                texts.stream().filter(text -> !log.has(endpoint.asked(), text)).toList();
        if (open.isEmpty()) {
            return;
        }
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        long start = System.nanoTime();
        Callable<@Nullable Void> caller = () -> {
            for (int i = next.getAndIncrement(); i < open.size(); i = next.getAndIncrement()) {
                try {
                    log.keep(endpoint.asked(), open.get(i), endpoint.scores(open.get(i)));
                } catch (RuntimeException failed) {
                    next.set(open.size());
                    throw failed;
                }
                tell(endpoint.side(), done.incrementAndGet(), open.size(), start);
            }
            return null;
        };
        ExecutorService callers = Executors.newFixedThreadPool(parallel);
        try {
            for (Future<@Nullable Void> ended : callers.invokeAll(Collections.nCopies(parallel, caller))) {
                ended.get();
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof ComparisonFailure known
                    ? known
                    : new ComparisonFailure("The comparison failed: " + failed.getCause(), failed);
        } finally {
            callers.shutdownNow();
            progress.accept("\n");
        }
    }

    private void tell(Endpoint.Side side, int done, int all, long start) {
        double seconds = (System.nanoTime() - start) / (double) NANOS_PER_SECOND;
        long left = Math.round((all - done) * seconds / done);
        progress.accept("\r%s endpoint: %,d of %,d texts, about %d min %02d s left   "
                .formatted(side == Endpoint.Side.OLD ? "Old" : "New", done, all, left / 60, left % 60));
    }
}

package io.moderato.surface.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Answers of the database that are remembered for a while. One caller asks, and callers who come in the meantime get the same answer. A
 * failure is remembered, too, for a second: where each caller asked after the other, a database that does not answer would hold up the last
 * one for as long as all of them together.
 *
 * @param <K> what is asked about
 * @param <V> the answer
 */
public final class SharedAnswers<K, V> {
    private static final Duration REMEMBER_FAILURE_FOR = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private final Duration rememberFor;
    private final Cache<K, Lookup> remembered;

    /**
     * Remembers nothing yet.
     *
     * @param rememberFor how long an answer is given again
     * @param most        the most answers that are remembered
     */
    public SharedAnswers(Duration rememberFor, long most) {
        this.rememberFor = rememberFor;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(rememberFor.plus(LONGEST_WAIT))
                .build();
    }

    /**
     * The answer about that key: the one that is remembered, or else that of the question, which is asked on this thread and without a lock.
     *
     * @throws ProblemException UNAVAILABLE if another caller already asks, and fails or waits too long
     */
    public V about(K key, Supplier<V> question) {
        Lookup mine = new Lookup();
        Lookup first = remembered.asMap().merge(key, mine, (known, fresh) -> known.isOver() ? fresh : known);
        return first == mine ? mine.run(question) : first.await();
    }

    private final class Lookup {
        private final CompletableFuture<V> answer = new CompletableFuture<>();
        private volatile long overAt;
        private volatile boolean answered;

        boolean isOver() {
            return answered && System.nanoTime() - overAt >= 0;
        }

        V run(Supplier<V> question) {
            try {
                V found = question.get();
                keepFor(rememberFor);
                answer.complete(found);
                return found;
            } catch (RuntimeException | Error failed) {
                keepFor(REMEMBER_FAILURE_FOR);
                answer.completeExceptionally(failed);
                throw failed;
            }
        }

        V await() {
            try {
                return answer.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException failed) {
                throw failed.getCause() instanceof ProblemException known ? known : unavailable(failed);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw unavailable(stopping);
            }
        }

        private void keepFor(Duration time) {
            overAt = System.nanoTime() + time.toNanos();
            answered = true;
        }

        private static ProblemException unavailable(Exception cause) {
            return new ProblemException(
                    ProblemKey.UNAVAILABLE,
                    "The database cannot answer at the moment. Nothing was acknowledged; send the same request again.",
                    null,
                    cause);
        }
    }
}

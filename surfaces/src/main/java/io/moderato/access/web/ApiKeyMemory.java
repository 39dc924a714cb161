package io.moderato.access.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.moderato.access.store.ApiKey;
import io.moderato.access.store.ApiKeys;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/**
 * Remembers the keys that were used in the last seconds, also unknown ones. It holds only hashes of secrets. One caller asks the database
 * for a key, and callers who come in the meantime get the same answer. A failure of the database is remembered, too, for a second.
 */
@Component
class ApiKeyMemory {
    private static final Duration REMEMBER_FAILURE_FOR = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private final ApiKeys keys;
    private final Duration rememberKeyFor;
    private final Cache<ByteBuffer, Lookup> remembered;

    ApiKeyMemory(ApiKeys keys, ApiAccessSettings settings) {
        this.keys = keys;
        this.rememberKeyFor = settings.rememberKeyFor();
        this.remembered = Caffeine.newBuilder()
                .maximumSize(settings.rememberedKeys())
                .expireAfterWrite(rememberKeyFor.plus(LONGEST_WAIT))
                .build();
    }

    /**
     * The key with that secret; empty if the key is unknown, or was revoked more than a few seconds ago.
     *
     * @throws ProblemException UNAVAILABLE if another caller already waits for the database, and waits too long
     */
    Optional<ApiKey> find(String secret) {
        ByteBuffer hash = hash(secret);
        Lookup mine = new Lookup();
        Lookup first = remembered.asMap().merge(hash, mine, (known, fresh) -> known.isOver() ? fresh : known);
        return first == mine ? mine.run(secret) : first.await();
    }

    private static ByteBuffer hash(String secret) {
        try {
            return ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** One question to the database. The first caller asks it, on that caller's thread and without a lock. */
    private final class Lookup {
        private final CompletableFuture<Optional<ApiKey>> answer = new CompletableFuture<>();
        private volatile long overAt;
        private volatile boolean answered;

        boolean isOver() {
            return answered && System.nanoTime() - overAt >= 0;
        }

        Optional<ApiKey> run(String secret) {
            try {
                Optional<ApiKey> key = keys.authenticate(secret);
                keepFor(rememberKeyFor);
                answer.complete(key);
                return key;
            } catch (RuntimeException | Error failed) {
                keepFor(REMEMBER_FAILURE_FOR);
                answer.completeExceptionally(failed);
                throw failed;
            }
        }

        Optional<ApiKey> await() {
            try {
                return answer.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException failed) {
                throw unavailable(failed);
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

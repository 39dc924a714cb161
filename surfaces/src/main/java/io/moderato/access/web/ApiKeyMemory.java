package io.moderato.access.web;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.ApiKeys;
import io.moderato.problem.ProblemException;
import io.moderato.surface.memory.SharedAnswers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Remembers the keys that were used in the last seconds, also unknown ones. It holds only hashes of secrets. */
@Component
class ApiKeyMemory {
    private final ApiKeys keys;
    private final SharedAnswers<ByteBuffer, Optional<ApiKey>> remembered;

    ApiKeyMemory(ApiKeys keys, ApiAccessSettings settings) {
        this.keys = keys;
        this.remembered = new SharedAnswers<>(settings.rememberKeyFor(), settings.rememberedKeys());
    }

    /**
     * The key with that secret; empty if the key is unknown, or was revoked more than a few seconds ago.
     *
     * @throws ProblemException UNAVAILABLE if another caller already waits for the database, and waits too long
     */
    Optional<ApiKey> find(String secret) {
        return remembered.about(hash(secret), () -> keys.authenticate(secret));
    }

    private static ByteBuffer hash(String secret) {
        try {
            return ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

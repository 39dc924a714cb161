package io.moderato.access.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.moderato.access.ApiKey;
import io.moderato.access.ApiKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The keys that were used in the last seconds, unknown ones too. Holds only hashes of secrets. */
@Component
class ApiKeyMemory {
    private final ApiKeys keys;
    private final Cache<ByteBuffer, Optional<ApiKey>> remembered;

    ApiKeyMemory(ApiKeys keys, ApiAccessSettings settings) {
        this.keys = keys;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(settings.rememberedKeys())
                .expireAfterWrite(settings.rememberKeyFor())
                .build();
    }

    /** The key of that secret, unless it is unknown or was revoked before the last few seconds. */
    Optional<ApiKey> find(String secret) {
        return remembered.get(hash(secret), _ -> keys.authenticate(secret));
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

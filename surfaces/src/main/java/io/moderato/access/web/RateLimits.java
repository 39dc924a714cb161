package io.moderato.access.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.moderato.access.store.ApiKey;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The calls and the text that each key has left. A batch counts as one call, whatever the number of its items, and its text counts in full.
 * Each process counts for itself.
 */
@Component
class RateLimits {
    private static final Duration FORGET_AFTER = Duration.ofMinutes(5);

    private final Cache<Limited, Bucket> calls;
    private final Cache<UUID, Bucket> texts;
    private final long textPerMinute;

    RateLimits(ApiAccessSettings settings) {
        // a bucket is full again after a minute, so to forget it changes nothing
        this.calls = Caffeine.newBuilder()
                .maximumSize(settings.rememberedKeys())
                .expireAfterAccess(FORGET_AFTER)
                .build();
        // a bucket in debt may take longer: as many minutes as the text of the largest requests at once lasts
        this.texts = Caffeine.newBuilder()
                .maximumSize(settings.rememberedKeys())
                .expireAfterAccess(Duration.ofHours(1))
                .build();
        this.textPerMinute = settings.textPerMinute().toBytes();
    }

    /** Takes one call from the calls that the key has left. */
    ConsumptionProbe take(ApiKey key) {
        return calls.get(new Limited(key.id(), key.ratePerMinute()), limited -> bucket(limited.perMinute()))
                .tryConsumeAndReturnRemaining(1);
    }

    /** The bytes of text that a key may send a minute. */
    long textPerMinute() {
        return textPerMinute;
    }

    /** The bytes of text that the key has left; negative if it took more than it had. */
    long textLeft(ApiKey key) {
        return texts(key).getAvailableTokens();
    }

    /** Takes text from the key's allowance, even if less is left. */
    void takeText(ApiKey key, long bytes) {
        if (bytes > 0) {
            texts(key).consumeIgnoringRateLimits(bytes);
        }
    }

    private Bucket texts(ApiKey key) {
        return texts.get(key.id(), _ -> bucket(textPerMinute));
    }

    private static Bucket bucket(long perMinute) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .build();
    }

    private record Limited(UUID key, int perMinute) {}
}

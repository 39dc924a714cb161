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
 * How many calls and how much text each key has left. A batch is one call, however many items it has, and its text counts in full; the
 * limits are this process's own.
 */
@Component
class RateLimits {
    private static final Duration FORGET_AFTER = Duration.ofMinutes(5);

    private final Cache<Limited, Bucket> calls;
    private final Cache<UUID, Bucket> texts;
    private final long textPerMinute;

    RateLimits(ApiAccessSettings settings) {
        // a bucket is full again after a minute, so a forgotten one gives nothing away
        this.calls = Caffeine.newBuilder()
                .maximumSize(settings.rememberedKeys())
                .expireAfterAccess(FORGET_AFTER)
                .build();
        // one in debt may take longer: as many minutes as the largest request and those beside it are minutes of text
        this.texts = Caffeine.newBuilder()
                .maximumSize(settings.rememberedKeys())
                .expireAfterAccess(Duration.ofHours(1))
                .build();
        this.textPerMinute = settings.textPerMinute().toBytes();
    }

    /** Takes one call from what the key has left. */
    ConsumptionProbe take(ApiKey key) {
        return calls.get(new Limited(key.id(), key.ratePerMinute()), limited -> bucket(limited.perMinute()))
                .tryConsumeAndReturnRemaining(1);
    }

    /** How many bytes of text a key may send a minute. */
    long textPerMinute() {
        return textPerMinute;
    }

    /** How many bytes of text the key has left; less than nothing if it took more than it had. */
    long textLeft(ApiKey key) {
        return texts(key).getAvailableTokens();
    }

    /** Takes text from what the key has left, even where that is less. */
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

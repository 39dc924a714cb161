package io.moderato.access.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.moderato.access.ApiKey;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** How many calls each key has left. A batch is one call, however many items it has; the limits are this process's own. */
@Component
class RateLimits {
    private static final Duration FORGET_AFTER = Duration.ofMinutes(5);

    private final Cache<Limited, Bucket> buckets;

    RateLimits(ApiAccessSettings settings) {
        // a bucket is full again after a minute, so a forgotten one gives nothing away
        this.buckets = Caffeine.newBuilder()
                .maximumSize(settings.rememberedKeys())
                .expireAfterAccess(FORGET_AFTER)
                .build();
    }

    /** Takes one call from what the key has left. */
    ConsumptionProbe take(ApiKey key) {
        return buckets.get(new Limited(key.id(), key.ratePerMinute()), RateLimits::bucket)
                .tryConsumeAndReturnRemaining(1);
    }

    private static Bucket bucket(Limited limited) {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(limited.perMinute()).refillGreedy(limited.perMinute(), Duration.ofMinutes(1)))
                .build();
    }

    private record Limited(UUID key, int perMinute) {}
}

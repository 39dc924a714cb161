package io.moderato.content.outbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.content.Lane;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Chooses the lane to the pipeline for a content. Long texts have their own lane. What a community sends beyond its share goes to the bulk
 * lane, behind the rest.
 */
@Component
class Lanes {
    private static final int MAX_COMMUNITIES = 10_000;
    /** The work that every content costs, however short its text is, in chars of text. */
    private static final int COST_OF_ANY = 50;

    private final OutboxSettings settings;
    private final Cache<CommunityId, Bucket> shares;

    Lanes(OutboxSettings settings) {
        this.settings = settings;
        this.shares = Caffeine.newBuilder()
                .maximumSize(MAX_COMMUNITIES)
                // a bucket that is full again can be replaced by a new one
                .expireAfterAccess(Duration.ofSeconds(2 + settings.quickBurstChars() / settings.quickCharsPerSecond()))
                .build();
    }

    /** The lane of this content, now. */
    Lane of(Content content) {
        int length = content.text().length();
        if (length > settings.longTextChars()) {
            return Lane.LONG;
        }
        return shares.get(content.community(), _ -> share()).tryConsume(COST_OF_ANY + length) ? Lane.QUICK : Lane.BULK;
    }

    private Bucket share() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(settings.quickBurstChars())
                        .refillGreedy(settings.quickCharsPerSecond(), Duration.ofSeconds(1)))
                .build();
    }
}

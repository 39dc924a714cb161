package io.moderato.webhook.store;

import io.moderato.community.CommunityId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody outside who is told of events, as people see it: never the secret itself.
 *
 * @param id                  the subscription
 * @param community           whose events
 * @param terms               what people chose
 * @param enabledSince        since when events are collected for it; null while it is disabled
 * @param disabledBecause     why it is disabled, in a sentence; null while it is not
 * @param previousSecretUntil until when the secret before the present one signs, too; null if there is none
 * @param createdAt           since when it exists
 * @param createdBy           who made it
 * @param editVersion         goes up with every edit
 */
public record Subscription(
        UUID id,
        CommunityId community,
        SubscriptionTerms terms,
        @Nullable Instant enabledSince,
        @Nullable String disabledBecause,
        @Nullable Instant previousSecretUntil,
        Instant createdAt,
        String createdBy,
        int editVersion) {
    /** Whether events are collected and sent. */
    public boolean enabled() {
        return enabledSince != null;
    }
}

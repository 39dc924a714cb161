package io.moderato.access.store;

import io.moderato.community.CommunityId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A service's key in the form that we store, which never holds the secret.
 *
 * @param id            the key
 * @param community     the only community that the key gives access to
 * @param name          the name that people gave the key
 * @param prefix        the first characters of the secret, to tell keys apart
 * @param scopes        the scopes, which say what the key may do
 * @param ratePerMinute the most calls in a minute
 * @param createdAt     when the key was created
 * @param createdBy     who created the key
 * @param lastUsedAt    when the key was last used, to the minute
 * @param revokedAt     when the key was revoked; since then it is refused
 */
public record ApiKey(
        UUID id,
        CommunityId community,
        String name,
        String prefix,
        Set<Scope> scopes,
        int ratePerMinute,
        Instant createdAt,
        String createdBy,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {}

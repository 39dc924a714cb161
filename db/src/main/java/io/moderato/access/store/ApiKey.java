package io.moderato.access.store;

import io.moderato.community.CommunityId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A service's key, as we keep it: never the secret itself.
 *
 * @param id            the key
 * @param community     the only community that it opens
 * @param name          what people call it
 * @param prefix        its first characters, to tell keys apart
 * @param scopes        what it may do
 * @param ratePerMinute how many calls it may make in a minute
 * @param createdAt     since when it exists
 * @param createdBy     who made it
 * @param lastUsedAt    when it was last used, to the minute
 * @param revokedAt     since when it opens nothing
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

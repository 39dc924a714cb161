package io.moderato.access.store;

import io.moderato.community.CommunityId;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A service's key in the form that we store, which never holds the secret.
 *
 * @param id            the key
 * @param only          the only community that it opens; null for a key that administers all of them and opens none
 * @param name          what people call it
 * @param prefix        its first characters, to tell keys apart
 * @param scopes        what it may do, and what it may grant to other keys
 * @param ratePerMinute how many calls it may make in a minute
 * @param createdAt     since when it exists
 * @param createdBy     who made it
 * @param lastUsedAt    when it was last used, to the minute
 * @param revokedAt     since when it opens nothing
 * @param editVersion   goes up when somebody changes its name, its scopes or its rate
 */
public record ApiKey(
        UUID id,
        @Nullable CommunityId only,
        String name,
        String prefix,
        Set<Scope> scopes,
        int ratePerMinute,
        Instant createdAt,
        String createdBy,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,
        int editVersion)
        implements Administrator {
    /** Copies the scopes. */
    public ApiKey {
        scopes = Set.copyOf(scopes);
    }

    /**
     * The community that the key opens.
     *
     * @throws ProblemException NOT_ALLOWED if it is a key for all communities, which opens none
     */
    public CommunityId community() {
        if (only == null) {
            throw new ProblemException(
                    ProblemKey.NOT_ALLOWED,
                    "This is a key for the administration of all communities. Send content with a key of one community.");
        }
        return only;
    }

    /** Whether a call with the key may do that. In a key for all communities, a scope of services is there only to be granted. */
    public boolean may(Scope scope) {
        return scopes.contains(scope) && (only != null || scope.isAdministration());
    }

    @Override
    public String username() {
        return "key:%s (%s…)".formatted(name, prefix);
    }

    @Override
    public boolean administers(CommunityId community) {
        return only == null || only.equals(community);
    }

    @Override
    public boolean administersAll() {
        return only == null;
    }
}

package io.moderato.access.store;

import io.moderato.community.CommunityId;
import io.moderato.problem.ProblemException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The account that acts, as the stores need to know it.
 *
 * @param id          the account
 * @param username    its login name, which the audit trail keeps
 * @param role        what it may do
 * @param memberships where it may do it; the value is the author that the account is in that community, "" if none
 */
public record Actor(UUID id, String username, Role role, Map<CommunityId, String> memberships)
        implements Administrator {
    /** Copies the map. */
    public Actor {
        memberships = Map.copyOf(memberships);
    }

    /** Where the account may act. */
    public Set<CommunityId> communities() {
        return memberships.keySet();
    }

    @Override
    public boolean administers(CommunityId community) {
        return administersAll();
    }

    @Override
    public boolean administersAll() {
        return role == Role.ADMIN;
    }

    /** The author that the account is in that community, or null. */
    public @Nullable String authorIn(CommunityId community) {
        String author = memberships.getOrDefault(community, "");
        return author.isEmpty() ? null : author;
    }

    /**
     * Does nothing if the account may act in that community.
     *
     * @throws ProblemException NOT_FOUND otherwise, because whoever has no access is not told what exists
     */
    public void requireMember(CommunityId community, String what) {
        if (!memberships.containsKey(community)) {
            throw ProblemException.notFound(what);
        }
    }
}

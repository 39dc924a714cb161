package io.moderato.access.store;

import io.moderato.community.CommunityId;
import io.moderato.problem.ProblemException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The acting account, with the facts that the stores need.
 *
 * @param id          the account
 * @param username    the login name, which the audit trail keeps
 * @param role        the role, which says what the account may do
 * @param memberships the communities in which it may act; the value is the account's author id in that community, or ""
 */
public record Actor(UUID id, String username, Role role, Map<CommunityId, String> memberships)
        implements Administrator {
    /** Copies the map. */
    public Actor {
        memberships = Map.copyOf(memberships);
    }

    /** The communities in which the account may act. */
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
     * Checks that the account may act in that community.
     *
     * @throws ProblemException NOT_FOUND if it may not; without access, nobody is told what exists
     */
    public void requireMember(CommunityId community, String what) {
        if (!memberships.containsKey(community)) {
            throw ProblemException.notFound(what);
        }
    }
}

package io.moderato.access.store;

import io.moderato.community.CommunityId;
import io.moderato.database.EditedNames;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a key may be, and who may make it so. */
final class KeyRules {
    private KeyRules() {}

    /** A key grants what it holds at this moment, not what it held when its call was let in. */
    static void requireGranted(List<ApiKey> locked, Administrator admin, Set<Scope> granted) {
        if (!(admin instanceof ApiKey caller)) {
            return;
        }
        Set<Scope> held = locked.stream()
                .filter(each -> each.id().equals(caller.id()) && each.revokedAt() == null)
                .findFirst()
                .map(ApiKey::scopes)
                .orElseThrow(() -> new ProblemException(ProblemKey.UNKNOWN_KEY, "This API key was just revoked."));
        String missing = granted.stream()
                .filter(scope -> !held.contains(scope))
                .map(Scope::key)
                .sorted()
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty() || !held.contains(Scope.ADMIN_KEYS)) {
            throw new ProblemException(
                    ProblemKey.NOT_ALLOWED,
                    "A key can only grant what it holds itself. This one does not hold "
                            + (missing.isEmpty() ? Scope.ADMIN_KEYS.key() : missing) + ".",
                    "/scopes",
                    null);
        }
    }

    static void requireReach(Administrator admin, @Nullable CommunityId community) {
        if (community != null) {
            admin.requireAdministers(community, "community");
        } else if (!admin.administersAll()) {
            throw new ProblemException(
                    ProblemKey.NOT_ALLOWED, "This needs a key for all communities; this key belongs to one community.");
        }
    }

    static boolean reaches(Administrator admin, @Nullable CommunityId community) {
        return community == null ? admin.administersAll() : admin.administers(community);
    }

    static void require(@Nullable CommunityId community, String name, Set<Scope> scopes, int ratePerMinute) {
        EditedNames.require("key", name);
        if (scopes.isEmpty()) {
            throw ProblemException.invalidField("/scopes", "Choose at least one thing that the key may do.");
        }
        if (community == null && scopes.stream().noneMatch(Scope::isAdministration)) {
            throw ProblemException.invalidField(
                    "/scopes",
                    "A key for all communities administers them, so it needs at least one scope of administration.");
        }
        if (ratePerMinute < 1) {
            throw ProblemException.invalidField("/ratePerMinute", "A key may make at least 1 call a minute.");
        }
    }

    static Map<String, String> detail(Set<Scope> scopes, int ratePerMinute) {
        return Map.of(
                "scopes",
                scopes.stream().map(Scope::key).sorted().collect(Collectors.joining(", ")),
                "ratePerMinute",
                Integer.toString(ratePerMinute));
    }
}

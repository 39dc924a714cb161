package io.moderato.declaration;

import io.moderato.access.store.Scope;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Plans keys. The key that calls is never revoked, and changed last of all. */
final class KeyPlanner {
    private final Server server;
    private final Server.Caller caller;
    private final boolean prune;
    private final List<Step> steps;
    private final List<Step> last = new ArrayList<>();

    KeyPlanner(Server server, Server.Caller caller, boolean prune, List<Step> steps) {
        this.server = server;
        this.caller = caller;
        this.prune = prune;
        this.steps = steps;
    }

    /** Adds the steps for the keys that administer all communities, if the file has that part. */
    void planForAll(@Nullable Map<String, Declaration.Key> declared) {
        if (declared != null) {
            plan(null, server.keys(null), declared);
        }
    }

    /**
     * Adds the steps for the keys of a community.
     *
     * @throws DeclarationException if several keys have a name that is declared
     */
    void plan(
            @Nullable String community, Map<String, List<Server.Issued>> there, Map<String, Declaration.Key> declared) {
        declared.forEach((name, key) -> {
            List<Server.Issued> present = there.getOrDefault(name, List.of());
            if (present.size() > 1) {
                throw new DeclarationException(
                        "%s: the server has %d keys of that name, so the file does not say which. Rename them or revoke all but one."
                                .formatted(what(community, name), present.size()));
            }
            if (present.isEmpty()) {
                steps.add(create(community, name, key));
            } else {
                change(community, present.getFirst(), key);
            }
        });
        there.forEach((name, present) -> {
            if (!declared.containsKey(name)) {
                present.forEach(key -> steps.add(spare(community, key)));
            }
        });
    }

    /** What is to be done when everything else is. */
    List<Step> last() {
        return last;
    }

    private static Step create(@Nullable String community, String name, Declaration.Key key) {
        return new Step(
                Step.Kind.CREATE,
                what(community, name),
                List.of(inWords(key)),
                with(key.scopes()),
                (client, secrets) -> secrets.take(
                        (community == null ? "" : community + "/") + name,
                        client.send("POST", path(community), null, body(name, key))
                                .body()
                                .path("secret")
                                .asString()));
    }

    private void change(@Nullable String community, Server.Issued there, Declaration.Key key) {
        if (there.key().equals(key)) {
            steps.add(Step.same(what(community, there.name())));
            return;
        }
        Set<Scope> added = EnumSet.copyOf(key.scopes());
        added.removeAll(there.key().scopes());
        (isOwn(there) ? last : steps)
                .add(new Step(
                        Step.Kind.CHANGE,
                        what(community, there.name()),
                        List.of(inWords(there.key()) + " → " + inWords(key)),
                        with(added),
                        (client, _) ->
                                client.send("PUT", "/keys/" + there.id(), there.etag(), body(there.name(), key))));
    }

    private Step spare(@Nullable String community, Server.Issued key) {
        String what = what(community, key.name());
        if (isOwn(key)) {
            return Step.onlyOnServer(what, "not in the file; it stays, because this plan is made with it");
        }
        if (!prune) {
            return Step.onlyOnServer(what);
        }
        return new Step(
                Step.Kind.REMOVE,
                what,
                List.of("it is revoked"),
                Set.of(Scope.ADMIN_KEYS),
                (client, _) -> client.send("DELETE", "/keys/" + key.id(), null, null));
    }

    private boolean isOwn(Server.Issued key) {
        return key.id().equals(caller.id());
    }

    private static Set<Scope> with(Set<Scope> granted) {
        Set<Scope> needs = EnumSet.of(Scope.ADMIN_KEYS);
        needs.addAll(granted);
        return needs;
    }

    private static ObjectNode body(String name, Declaration.Key key) {
        return AdminJson.json(key).put("name", name);
    }

    private static String path(@Nullable String community) {
        return community == null ? "/keys" : "/communities/" + community + "/keys";
    }

    private static String inWords(Declaration.Key key) {
        return "%s; %,d calls a minute"
                .formatted(
                        key.scopes().stream().map(Scope::key).collect(Collectors.joining(", ")), key.ratePerMinute());
    }

    private static String what(@Nullable String community, String name) {
        return community == null
                ? "key “%s” for all communities".formatted(name)
                : "community %s: key “%s”".formatted(community, name);
    }
}

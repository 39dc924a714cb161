package io.moderato.declaration;

import io.moderato.access.store.Scope;
import io.moderato.openai.store.CategoryMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Compares what is declared with what is there, and says what would make the one the other. It changes nothing. */
final class Planner {
    private final Server server;
    private final boolean prune;
    private final String source;
    private final List<Step> steps = new ArrayList<>();

    /**
     * Plans for that server.
     *
     * @param prune  whether what is not in the file is removed, where its part of the file is there at all
     * @param source what the file is called in the notes of published policies
     */
    Planner(Server server, boolean prune, String source) {
        this.server = server;
        this.prune = prune;
        this.source = source;
    }

    /**
     * The plan.
     *
     * @throws DeclarationException if something is declared that this server, or this key, cannot have
     * @throws AdminCallException   if the server cannot be asked
     */
    Plan plan(Declaration declared) {
        Server.Caller caller = server.caller();
        requireReach(caller, declared);
        Map<String, Server.Named> there = server.communities();
        KeyPlanner keys = new KeyPlanner(server, caller, prune, steps);
        declared.communities().forEach((id, community) -> {
            if (there.containsKey(id)) {
                present(there.get(id), community, keys);
            } else {
                absent(id, community, keys);
            }
        });
        there.keySet().stream()
                .filter(id -> !declared.communities().containsKey(id))
                .forEach(id -> steps.add(
                        Step.onlyOnServer("community " + id, "not in the file; communities are never removed")));
        keys.planForAll(declared.keysForAll());
        steps.addAll(keys.last());
        return new Plan(steps);
    }

    private static void requireReach(Server.Caller caller, Declaration declared) {
        String own = caller.community();
        if (own == null) {
            return;
        }
        List<String> faults = new ArrayList<>();
        declared.communities().keySet().stream()
                .filter(id -> !id.equals(own))
                .forEach(id -> faults.add(
                        "The key belongs to the community %s and cannot see the community %s.".formatted(own, id)));
        if (declared.keysForAll() != null) {
            faults.add("The key belongs to the community %s and cannot see keys for all communities.".formatted(own));
        }
        if (!faults.isEmpty()) {
            throw new DeclarationException(faults);
        }
    }

    private void present(Server.Named there, Declaration.Community declared, KeyPlanner keys) {
        String id = there.id();
        // renaming and choosing a mapping raise the same version, so the second needs what the first answered
        Version version = new Version(there.etag());
        if (declared.name() != null) {
            steps.add(
                    declared.name().equals(there.name())
                            ? Step.same(what(id, "name"))
                            : rename(id, there.name(), declared.name(), version));
        }
        if (declared.policy() != null) {
            Server.InForce inForce = server.policy(id);
            steps.add(
                    inForce.terms().equals(declared.policy())
                            ? Step.same(what(id, "policy"))
                            : publish(id, declared, inForce));
        }
        if (declared.mapping() != null) {
            Optional<CategoryMapping> chosen = server.mapping(id);
            steps.add(
                    chosen.equals(declared.mapping())
                            ? Step.same(what(id, "mapping to OpenAI's categories"))
                            : choose(id, chosen, declared.mapping(), version));
        }
        if (declared.blocklists() != null) {
            new ListPlanner(server, id, prune, steps).plan(server.blocklists(id), declared.blocklists());
        }
        if (declared.contentTypes() != null) {
            new ContentTypePlanner(id, steps).plan(server.contentTypes(id), declared.contentTypes());
        }
        if (declared.webhooks() != null) {
            new WebhookPlanner(id, prune, steps).plan(server.webhooks(id), declared.webhooks());
        }
        if (declared.keys() != null) {
            keys.plan(id, server.keys(id), declared.keys());
        }
    }

    private void absent(String id, Declaration.Community declared, KeyPlanner keys) {
        String name = declared.name() == null ? id : declared.name();
        Version version = new Version("");
        steps.add(new Step(
                Step.Kind.CREATE,
                "community %s: “%s”".formatted(id, name),
                List.of(),
                Set.of(Scope.ADMIN_COMMUNITIES),
                (client, _) -> {
                    ObjectNode body =
                            AdminJson.JSON.createObjectNode().put("id", id).put("name", name);
                    version.etag =
                            client.send("POST", "/communities", null, body).etag();
                }));
        if (declared.policy() != null) {
            steps.add(publish(id, declared, null));
        }
        if (declared.mapping() != null && declared.mapping().isPresent()) {
            steps.add(choose(id, Optional.empty(), declared.mapping(), version));
        }
        if (declared.blocklists() != null) {
            new ListPlanner(server, id, prune, steps).plan(Map.of(), declared.blocklists());
        }
        if (declared.contentTypes() != null) {
            new ContentTypePlanner(id, steps).plan(Map.of(), declared.contentTypes());
        }
        if (declared.webhooks() != null) {
            new WebhookPlanner(id, prune, steps).plan(Map.of(), declared.webhooks());
        }
        if (declared.keys() != null) {
            keys.plan(id, Map.of(), declared.keys());
        }
    }

    private static Step rename(String id, String before, String name, Version version) {
        return new Step(
                Step.Kind.CHANGE,
                what(id, "name"),
                List.of("“%s” → “%s”".formatted(before, name)),
                Set.of(Scope.ADMIN_COMMUNITIES),
                (client, _) -> {
                    ObjectNode body = AdminJson.JSON.createObjectNode().put("name", name);
                    version.etag = client.send("PUT", "/communities/" + id, version.etag, body)
                            .etag();
                });
    }

    /** @param inForce what is in force now; null in a community that is created first */
    private Step publish(String id, Declaration.Community declared, Server.@Nullable InForce inForce) {
        var terms = java.util.Objects.requireNonNull(declared.policy());
        String path = "/communities/" + id + "/policy";
        ObjectNode body = AdminJson.json(terms);
        body.put("note", declared.note() == null ? "Applied from " + source : declared.note());
        return new Step(
                Step.Kind.CHANGE,
                what(id, "policy"),
                inForce == null ? List.of("instead of the default") : PolicyChanges.between(inForce.terms(), terms),
                Set.of(Scope.ADMIN_POLICIES),
                (client, _) -> client.send(
                        "PUT", path, inForce == null ? client.get(path).etag() : inForce.etag(), body));
    }

    private static Step choose(
            String id, Optional<CategoryMapping> before, Optional<CategoryMapping> mapping, Version version) {
        String path = "/communities/" + id + "/openai-mapping";
        return new Step(
                Step.Kind.CHANGE,
                what(id, "mapping to OpenAI's categories"),
                List.of(inWords(before) + " → " + inWords(mapping)),
                Set.of(Scope.ADMIN_MAPPINGS),
                (client, _) -> {
                    if (mapping.isEmpty()) {
                        version.etag =
                                client.send("DELETE", path, version.etag, null).etag();
                    } else {
                        ObjectNode body = AdminJson.JSON.createObjectNode();
                        body.set("categories", AdminJson.JSON.valueToTree(mapping.get()));
                        version.etag =
                                client.send("PUT", path, version.etag, body).etag();
                    }
                });
    }

    private static String inWords(Optional<CategoryMapping> mapping) {
        return mapping.map(own ->
                        "its own, of %d categories".formatted(own.formulas().size()))
                .orElse("the default");
    }

    private static String what(String community, String part) {
        return "community %s: %s".formatted(community, part);
    }

    /** The version of a community, as the last of the steps left it. */
    private static final class Version {
        private String etag;

        Version(String etag) {
            this.etag = etag;
        }
    }
}

package io.moderato.declaration;

import io.moderato.access.store.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Plans the blocklists of one community. */
final class ListPlanner {
    private static final int SHOWN = 5;
    /** Terms in one call, which is far less than a body may have. */
    private static final int AT_ONCE = 10_000;

    private static final Set<Scope> NEEDS = Set.of(Scope.ADMIN_RULES);

    private final Server server;
    private final String community;
    private final boolean prune;
    private final List<Step> steps;

    ListPlanner(Server server, String community, boolean prune, List<Step> steps) {
        this.server = server;
        this.community = community;
        this.prune = prune;
        this.steps = steps;
    }

    /**
     * Adds the steps.
     *
     * @throws DeclarationException if a list would have to become another kind of list
     */
    void plan(Map<String, Server.Listed> there, Map<String, Declaration.Blocklist> declared) {
        List<String> faults = new ArrayList<>();
        declared.forEach((name, list) -> {
            Server.Listed present = there.get(name);
            if (present != null && (present.kind() != list.kind() || present.category() != list.category())) {
                faults.add(
                        "%s has the kind %s and the category %s on the server, which cannot be changed. Give the list in the file another name."
                                .formatted(
                                        what(name),
                                        present.kind(),
                                        present.category().key()));
            }
        });
        if (!faults.isEmpty()) {
            throw new DeclarationException(faults);
        }
        declared.forEach((name, list) -> {
            Server.Listed present = there.get(name);
            if (present == null) {
                steps.add(create(name, list));
            } else {
                change(present, list);
            }
        });
        there.values().stream()
                .filter(list -> !declared.containsKey(list.name()))
                .forEach(list -> steps.add(prune ? remove(list) : Step.onlyOnServer(what(list.name()))));
    }

    private Step create(String name, Declaration.Blocklist list) {
        SortedSet<String> terms = list.terms() == null ? new TreeSet<>() : list.terms();
        return new Step(
                Step.Kind.CREATE,
                what(name),
                List.of("%s, %s, %s%s, %,d terms"
                        .formatted(
                                list.kind(),
                                list.category().key(),
                                list.action(),
                                list.enabled() ? "" : ", not in force",
                                terms.size())),
                NEEDS,
                (client, _) -> {
                    ObjectNode body = AdminJson.JSON
                            .createObjectNode()
                            .put("name", name)
                            .put("kind", list.kind().name())
                            .put("category", list.category().key())
                            .put("action", list.action().name());
                    AdminClient.Answer created =
                            client.send("POST", "/communities/" + community + "/blocklists", null, body);
                    String path = "/blocklists/" + created.body().path("id").asString();
                    if (!list.enabled()) {
                        client.send("PUT", path, created.etag(), facts(name, list));
                    }
                    change(
                            client,
                            path + "/terms",
                            client.get(path + "/terms?limit=1").etag(),
                            terms,
                            Set.of());
                });
    }

    private void change(Server.Listed there, Declaration.Blocklist list) {
        String path = "/blocklists/" + there.id();
        List<String> facts = new ArrayList<>();
        if (there.action() != list.action()) {
            facts.add("%s → %s".formatted(there.action(), list.action()));
        }
        if (there.enabled() != list.enabled()) {
            facts.add(list.enabled() ? "not in force → in force" : "in force → not in force");
        }
        steps.add(
                facts.isEmpty()
                        ? Step.same(what(there.name()))
                        : new Step(
                                Step.Kind.CHANGE,
                                what(there.name()),
                                facts,
                                NEEDS,
                                (client, _) -> client.send("PUT", path, there.etag(), facts(there.name(), list))));
        if (list.terms() != null) {
            terms(there, path, list.terms());
        }
    }

    private void terms(Server.Listed there, String path, SortedSet<String> declared) {
        String subject = what(there.name()) + ": terms";
        Server.Terms present = server.terms(there.id());
        SortedSet<String> more = without(declared, present.terms());
        SortedSet<String> others = without(present.terms(), declared);
        Set<String> removed = prune ? others : Set.of();
        List<String> details = new ArrayList<>();
        if (!more.isEmpty()) {
            details.add("%,d more: %s".formatted(more.size(), some(more)));
        }
        if (!removed.isEmpty()) {
            details.add("%,d less: %s".formatted(removed.size(), some(removed)));
        }
        if (!details.isEmpty()) {
            steps.add(new Step(
                    Step.Kind.CHANGE,
                    subject,
                    details,
                    NEEDS,
                    (client, _) -> change(client, path + "/terms", present.etag(), more, removed)));
        } else {
            steps.add(Step.same(subject));
        }
        if (!others.isEmpty() && !prune) {
            steps.add(Step.onlyOnServer(
                    subject,
                    "%,d not in the file, which --prune would remove: %s".formatted(others.size(), some(others))));
        }
    }

    private Step remove(Server.Listed list) {
        return new Step(
                Step.Kind.REMOVE,
                what(list.name()),
                List.of("with all its terms"),
                NEEDS,
                (client, _) -> client.send("DELETE", "/blocklists/" + list.id(), list.etag(), null));
    }

    /** Adds and removes in several calls, each of which needs the version that the one before it left. */
    private static void change(
            AdminClient client, String path, String version, Collection<String> add, Collection<String> remove) {
        String etag = version;
        Iterator<String> added = add.iterator();
        Iterator<String> removed = remove.iterator();
        while (added.hasNext() || removed.hasNext()) {
            ObjectNode body = AdminJson.JSON.createObjectNode();
            fill(body.putArray("add"), added);
            fill(body.putArray("remove"), removed);
            etag = client.send("PATCH", path, etag, body).etag();
        }
    }

    private static void fill(ArrayNode array, Iterator<String> terms) {
        while (terms.hasNext() && array.size() < AT_ONCE) {
            array.add(terms.next());
        }
    }

    private static ObjectNode facts(String name, Declaration.Blocklist list) {
        return AdminJson.JSON
                .createObjectNode()
                .put("name", name)
                .put("action", list.action().name())
                .put("enabled", list.enabled());
    }

    private static SortedSet<String> without(SortedSet<String> all, SortedSet<String> others) {
        SortedSet<String> rest = new TreeSet<>(all);
        rest.removeAll(others);
        return rest;
    }

    private static String some(Collection<String> terms) {
        String shown = String.join(", ", terms.stream().limit(SHOWN).toList());
        return terms.size() <= SHOWN ? shown : "%s and %,d others".formatted(shown, terms.size() - SHOWN);
    }

    private String what(String list) {
        return "community %s: blocklist “%s”".formatted(community, list);
    }
}

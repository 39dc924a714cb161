package io.moderato.declaration;

import io.moderato.access.store.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Plans the types of contents of one community. None is ever removed: contents may use it, and one that takes nothing new is retired. */
final class ContentTypePlanner {
    private static final Set<Scope> NEEDS = Set.of(Scope.ADMIN_TYPES);

    private final String community;
    private final List<Step> steps;

    ContentTypePlanner(String community, List<Step> steps) {
        this.community = community;
        this.steps = steps;
    }

    /** Adds the steps. */
    void plan(Map<String, Server.Typed> there, Map<String, Declaration.OwnType> declared) {
        declared.forEach((key, type) -> {
            Server.Typed present = there.get(key);
            steps.add(present == null ? create(key, type) : change(key, present, type));
        });
        there.keySet().stream()
                .filter(key -> !declared.containsKey(key))
                .forEach(key -> steps.add(Step.onlyOnServer(
                        what(key), "not in the file; types are never removed, 'retired: true' takes one out of use")));
    }

    private Step create(String key, Declaration.OwnType type) {
        return new Step(
                Step.Kind.CREATE,
                what(key),
                List.of("“%s”, %s%s".formatted(type.name(), inWords(type), type.retired() ? "; retired" : "")),
                NEEDS,
                (client, _) -> {
                    ObjectNode body =
                            AdminJson.JSON.createObjectNode().put("key", key).put("name", type.name());
                    body.set("schema", type.schema());
                    String etag = client.send("POST", path(), null, body).etag();
                    if (type.retired()) {
                        client.send("PUT", path() + "/" + key, etag, json(type));
                    }
                });
    }

    private Step change(String key, Server.Typed there, Declaration.OwnType type) {
        List<String> details = new ArrayList<>();
        if (!there.type().name().equals(type.name())) {
            details.add("“%s” → “%s”".formatted(there.type().name(), type.name()));
        }
        if (!there.type().hasSchemaOf(type)) {
            details.add("another schema: %s → %s; contents that are there keep theirs"
                    .formatted(inWords(there.type()), inWords(type)));
        }
        if (there.type().retired() != type.retired()) {
            details.add(type.retired() ? "retired: it takes nothing new" : "in use again");
        }
        return details.isEmpty()
                ? Step.same(what(key))
                : new Step(
                        Step.Kind.CHANGE,
                        what(key),
                        details,
                        NEEDS,
                        (client, _) -> client.send("PUT", path() + "/" + key, there.etag(), json(type)));
    }

    private static ObjectNode json(Declaration.OwnType type) {
        ObjectNode body =
                AdminJson.JSON.createObjectNode().put("name", type.name()).put("retired", type.retired());
        body.set("schema", type.schema());
        return body;
    }

    private static String inWords(Declaration.OwnType type) {
        return "fields " + String.join(", ", type.schema().path("properties").propertyNames());
    }

    private String path() {
        return "/communities/" + community + "/content-types";
    }

    private String what(String key) {
        return "community %s: content type “%s”".formatted(community, key);
    }
}

package io.moderato.declaration;

import io.moderato.access.store.Scope;
import io.moderato.decision.Category;
import io.moderato.openai.store.CategoryMapping;
import io.moderato.policy.PolicyTerms;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the Admin API shows of a running platform, with the versions by which it is changed. */
final class Server {
    private static final int TRIES = 3;

    private final AdminClient client;

    Server(AdminClient client) {
        this.client = client;
    }

    /** The key that calls. */
    record Caller(String id, @Nullable String community, Set<Scope> scopes) {}

    /** A community's names. */
    record Named(String id, String name, String etag) {}

    /** A type of contents. */
    record Typed(Declaration.OwnType type, String etag) {}

    /** A policy in force. */
    record InForce(PolicyTerms terms, String etag) {}

    /** A blocklist without its terms. */
    record Listed(
            String id,
            String name,
            RuleKind kind,
            Category category,
            RuleAction action,
            boolean enabled,
            String etag) {}

    /** All terms of a list. */
    record Terms(SortedSet<String> terms, String etag) {}

    /** A key that is not revoked. */
    record Issued(String id, String name, Declaration.Key key, String etag) {}

    /**
     * A webhook.
     *
     * @param disabledBecause why it is disabled; empty while it is not
     */
    record Hook(String id, String name, Declaration.Webhook webhook, String disabledBecause, String etag) {}

    AdminClient client() {
        return client;
    }

    Caller caller() {
        JsonNode key = client.get("/key").body();
        return new Caller(key.path("id").asString(), key.path("community").asString(null), AdminJson.scopes(key));
    }

    /** Those that the key administers, by id. */
    Map<String, Named> communities() {
        Map<String, Named> all = new LinkedHashMap<>();
        for (JsonNode each : client.get("/communities").body().path("communities")) {
            String id = each.path("id").asString();
            all.put(
                    id,
                    new Named(
                            id, each.path("name").asString(), each.path("etag").asString()));
        }
        return all;
    }

    InForce policy(String community) {
        AdminClient.Answer answer = client.get("/communities/" + community + "/policy");
        return new InForce(AdminJson.terms(answer.body()), answer.etag());
    }

    /** What a community reports as OpenAI's categories; empty for the default. */
    Optional<CategoryMapping> mapping(String community) {
        JsonNode answer =
                client.get("/communities/" + community + "/openai-mapping").body();
        return answer.path("chosen").asBoolean()
                ? Optional.of(AdminJson.mapping(answer.path("categories")))
                : Optional.empty();
    }

    /** The lists of a community by name. */
    Map<String, Listed> blocklists(String community) {
        Map<String, Listed> all = new LinkedHashMap<>();
        for (JsonNode list :
                client.get("/communities/" + community + "/blocklists").body().path("blocklists")) {
            String name = list.path("name").asString();
            all.put(
                    name,
                    new Listed(
                            list.path("id").asString(),
                            name,
                            RuleKind.valueOf(list.path("kind").asString()),
                            Category.ofKey(list.path("category").asString()),
                            RuleAction.valueOf(list.path("action").asString()),
                            list.path("enabled").asBoolean(),
                            list.path("etag").asString()));
        }
        return all;
    }

    /**
     * All terms of a list, of one version.
     *
     * @throws AdminCallException if they change again and again meanwhile
     */
    Terms terms(String list) {
        for (int tries = 0; tries < TRIES; tries++) {
            SortedSet<String> terms = new TreeSet<>();
            AdminClient.Answer page = client.get("/blocklists/" + list + "/terms");
            String etag = page.etag();
            page.body().path("terms").forEach(term -> terms.add(term.asString()));
            while (page.body().has("next") && page.etag().equals(etag)) {
                page = client.get("/blocklists/" + list + "/terms?after="
                        + page.body().path("next").asString());
                page.body().path("terms").forEach(term -> terms.add(term.asString()));
            }
            if (page.etag().equals(etag)) {
                return new Terms(terms, etag);
            }
        }
        throw new AdminCallException("Somebody changes the terms of a list while they are read. Try again later.");
    }

    /** The types of contents that a community has defined, by key. */
    Map<String, Typed> contentTypes(String community) {
        Map<String, Typed> all = new LinkedHashMap<>();
        for (JsonNode type : client.get("/communities/" + community + "/content-types")
                .body()
                .path("contentTypes")) {
            all.put(
                    type.path("key").asString(),
                    new Typed(
                            new Declaration.OwnType(
                                    type.path("name").asString(),
                                    type.path("schema"),
                                    type.path("retired").asBoolean()),
                            type.path("etag").asString()));
        }
        return all;
    }

    /** The webhooks of a community by name. */
    Map<String, Hook> webhooks(String community) {
        Map<String, Hook> all = new LinkedHashMap<>();
        for (JsonNode hook :
                client.get("/communities/" + community + "/webhooks").body().path("webhooks")) {
            String name = hook.path("name").asString();
            all.put(
                    name,
                    new Hook(
                            hook.path("id").asString(),
                            name,
                            AdminJson.webhook(hook),
                            hook.path("disabledBecause").asString(""),
                            hook.path("etag").asString()));
        }
        return all;
    }

    /** The keys of a community, or for null those that administer all, by name; several may have the same. */
    Map<String, List<Issued>> keys(@Nullable String community) {
        Map<String, List<Issued>> all = new LinkedHashMap<>();
        for (JsonNode key : client.get(community == null ? "/keys" : "/communities/" + community + "/keys")
                .body()
                .path("keys")) {
            Issued issued = new Issued(
                    key.path("id").asString(),
                    key.path("name").asString(),
                    AdminJson.key(key),
                    key.path("etag").asString());
            all.merge(issued.name(), List.of(issued), Server::joined);
        }
        return all;
    }

    private static List<Issued> joined(List<Issued> some, List<Issued> more) {
        return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
    }
}

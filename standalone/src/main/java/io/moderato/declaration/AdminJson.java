package io.moderato.declaration;

import io.moderato.access.store.Scope;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.decision.UnexaminedReason;
import io.moderato.event.EventType;
import io.moderato.openai.store.CategoryMapping;
import io.moderato.policy.ChainRule;
import io.moderato.policy.PolicyTerms;
import io.moderato.policy.Threshold;
import java.net.URI;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Policies, mappings, webhooks and keys as the file and the Admin API both write them. */
final class AdminJson {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private AdminJson() {}

    /**
     * The terms of a policy.
     *
     * @throws IllegalArgumentException if review would begin above rejection
     */
    static PolicyTerms terms(JsonNode policy) {
        Map<Category, Threshold> thresholds = new EnumMap<>(Category.class);
        policy.path("thresholds").forEachEntry((name, limits) -> {
            JsonNode review = limits.path("reviewAbove");
            try {
                thresholds.put(
                        Category.ofKey(name),
                        new Threshold(
                                limits.path("rejectAbove").asDouble(), review.isNumber() ? review.asDouble() : null));
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(name + ": " + wrong.getMessage(), wrong);
            }
        });
        Map<UnexaminedReason, Outcome> unexamined = new EnumMap<>(UnexaminedReason.class);
        policy.path("unexamined")
                .forEachEntry((name, outcome) ->
                        unexamined.put(UnexaminedReason.ofKey(name), Outcome.valueOf(outcome.asString())));
        return new PolicyTerms(
                thresholds, unexamined, ChainRule.valueOf(policy.path("chain").asString("STRICTEST_WINS")));
    }

    /** The same terms as JSON; what is empty or has its default is left out. */
    static ObjectNode json(PolicyTerms terms) {
        ObjectNode policy = JSON.createObjectNode();
        if (terms.chain() != ChainRule.STRICTEST_WINS) {
            policy.put("chain", terms.chain().name());
        }
        ObjectNode thresholds = policy.putObject("thresholds");
        terms.thresholds().forEach((category, threshold) -> {
            ObjectNode limits = thresholds.putObject(category.key());
            limits.put("rejectAbove", threshold.rejectAbove());
            if (threshold.reviewAbove() != null) {
                limits.put("reviewAbove", threshold.reviewAbove());
            }
        });
        if (!terms.unexamined().isEmpty()) {
            ObjectNode unexamined = policy.putObject("unexamined");
            terms.unexamined().forEach((reason, outcome) -> unexamined.put(reason.key(), outcome.name()));
        }
        return policy;
    }

    /**
     * A webhook.
     *
     * @throws IllegalArgumentException if its address cannot be read
     */
    static Declaration.Webhook webhook(JsonNode webhook) {
        URI url = URI.create(webhook.path("url").asString());
        if (url.getHost() == null) {
            throw new IllegalArgumentException("the address names no host");
        }
        Set<EventType> events = EnumSet.noneOf(EventType.class);
        webhook.path("events").forEach(event -> events.add(EventType.ofKey(event.asString())));
        return new Declaration.Webhook(
                url,
                events,
                webhook.path("withTexts").asBoolean(false),
                webhook.path("enabled").asBoolean(true));
    }

    /** What the Admin API takes of a webhook; whether it is enabled is another call. */
    static ObjectNode json(String name, Declaration.Webhook webhook) {
        ObjectNode body = JSON.createObjectNode()
                .put("name", name)
                .put("url", webhook.url().toString())
                .put("withTexts", webhook.withTexts());
        ArrayNode events = body.putArray("events");
        webhook.events().forEach(event -> events.add(event.key()));
        return body;
    }

    /** A key. */
    static Declaration.Key key(JsonNode key) {
        return new Declaration.Key(scopes(key), key.path("ratePerMinute").asInt());
    }

    /** What a key may do. */
    static Set<Scope> scopes(JsonNode key) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        key.path("scopes").forEach(scope -> scopes.add(Scope.ofKey(scope.asString())));
        return scopes;
    }

    /** The same key as JSON; its name is not among it. */
    static ObjectNode json(Declaration.Key key) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode scopes = body.putArray("scopes");
        key.scopes().forEach(scope -> scopes.add(scope.key()));
        return body.put("ratePerMinute", key.ratePerMinute());
    }

    /** A mapping to OpenAI's categories. */
    static CategoryMapping mapping(JsonNode categories) {
        return JSON.treeToValue(categories, CategoryMapping.class);
    }

    /** The message of what went wrong first. */
    static String cause(Throwable failure) {
        Throwable first = failure;
        while (first.getCause() != null && !(first instanceof IllegalArgumentException)) {
            first = first.getCause();
        }
        return String.valueOf(first.getMessage());
    }
}

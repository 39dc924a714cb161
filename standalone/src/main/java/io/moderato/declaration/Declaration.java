package io.moderato.declaration;

import io.moderato.access.store.Scope;
import io.moderato.decision.Category;
import io.moderato.event.EventType;
import io.moderato.openai.store.CategoryMapping;
import io.moderato.policy.PolicyTerms;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a platform is set up, as a file declares it or as it is. A part that is null is not declared and stays as it is.
 *
 * @param communities by id, in the order in which they are written
 * @param keysForAll  the keys that administer all communities, by name
 */
record Declaration(
        Map<String, Community> communities, @Nullable Map<String, Key> keysForAll) {
    /**
     * A community.
     *
     * @param mapping  what it reports as OpenAI's categories; empty for the default
     * @param contentTypes the types of contents that it has defined, by key
     * @param webhooks who outside is told of its events, by name
     */
    record Community(
            @Nullable String name,
            @Nullable PolicyTerms policy,
            @Nullable String note,
            @Nullable Map<String, Blocklist> blocklists,
            @Nullable Map<String, OwnType> contentTypes,
            @Nullable Optional<CategoryMapping> mapping,
            @Nullable Map<String, Webhook> webhooks,
            @Nullable Map<String, Key> keys) {}

    /** A blocklist. */
    record Blocklist(
            RuleKind kind,
            Category category,
            RuleAction action,
            boolean enabled,
            @Nullable SortedSet<String> terms) {}

    /**
     * A type of contents.
     *
     * @param schema of its fields, in the order in which they are examined and shown
     */
    record OwnType(String name, JsonNode schema, boolean retired) {
        /** Takes the schema in the form in which it comes back from JSON, so that numbers of a file are the same as those of a server. */
        OwnType {
            schema = AdminJson.JSON.readTree(schema.toString());
        }

        /** Whether both have the same schema; the order counts. */
        boolean hasSchemaOf(OwnType other) {
            return schema.toString().equals(other.schema.toString());
        }
    }

    /**
     * A webhook; its secret is no part of a declaration.
     *
     * @param url with a host
     */
    record Webhook(URI url, Set<EventType> events, boolean withTexts, boolean enabled) {}

    /** A key; its secret is no part of a declaration. */
    record Key(Set<Scope> scopes, int ratePerMinute) {}
}

package io.moderato.declaration;

import io.moderato.content.ContentType;
import io.moderato.contenttype.SchemaFault;
import io.moderato.contenttype.TypeSchema;
import io.moderato.decision.Category;
import io.moderato.openai.store.CategoryMapping;
import io.moderato.policy.PolicyTerms;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.moderato.rules.store.TermRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes a declaration of a tree that keeps its schema, and finds the faults that no schema can know. */
final class DeclarationBinder {
    private final YamlTree tree;
    private final Function<String, List<String>> termsFiles;
    private final List<String> faults = new ArrayList<>();

    DeclarationBinder(YamlTree tree, Function<String, List<String>> termsFiles) {
        this.tree = tree;
        this.termsFiles = termsFiles;
    }

    /**
     * The declaration.
     *
     * @throws DeclarationException naming each fault, with its line
     */
    Declaration declaration() {
        JsonNode root = tree.root();
        Map<String, Declaration.Community> communities =
                each(root.path("communities"), "/communities", this::community);
        Declaration declaration = new Declaration(communities == null ? Map.of() : communities, keys(root, ""));
        if (!faults.isEmpty()) {
            throw new DeclarationException(faults);
        }
        return declaration;
    }

    private Declaration.Community community(JsonNode node, String place) {
        JsonNode policy = node.path("policy");
        return new Declaration.Community(
                text(node, "name"),
                policy.isMissingNode() ? null : policy(policy, place + "/policy"),
                text(policy, "note"),
                each(node.path("blocklists"), place + "/blocklists", this::blocklist),
                each(node.path("contentTypes"), place + "/contentTypes", this::contentType),
                mapping(node.path("openaiMapping"), place + "/openaiMapping"),
                webhooks(node, place),
                keys(node, place));
    }

    @SuppressWarnings("NullAway") // a webhook without an address is a fault, and then nothing is declared
    private @Nullable Map<String, Declaration.Webhook> webhooks(JsonNode node, String place) {
        return each(
                node.path("webhooks"),
                place + "/webhooks",
                (webhook, at) -> faulty(at + "/url", () -> AdminJson.webhook(webhook)));
    }

    private @Nullable Map<String, Declaration.Key> keys(JsonNode node, String place) {
        return each(node.path("keys"), place + "/keys", (key, _) -> AdminJson.key(key));
    }

    private @Nullable PolicyTerms policy(JsonNode node, String place) {
        return faulty(place, () -> AdminJson.terms(node));
    }

    @SuppressWarnings("OptionalAssignedToNull") // what is not declared is neither a mapping nor the default
    private @Nullable Optional<CategoryMapping> mapping(JsonNode node, String place) {
        if (node.isMissingNode()) {
            return null;
        }
        return node.isString() ? Optional.empty() : faulty(place, () -> Optional.of(AdminJson.mapping(node)));
    }

    private Declaration.OwnType contentType(JsonNode node, String place) {
        JsonNode schema = node.path("schema");
        try {
            TypeSchema.of(schema);
        } catch (SchemaFault fault) {
            faults.add(tree.at(place + "/schema" + fault.pointer(), fault.words()));
        }
        if (new ContentType(place.substring(place.lastIndexOf('/') + 1)).isBuiltIn()) {
            faults.add(tree.at(place, "this type needs no definition; choose another key"));
        }
        return new Declaration.OwnType(
                node.path("name").asString(), schema, node.path("retired").asBoolean(false));
    }

    private Declaration.Blocklist blocklist(JsonNode node, String place) {
        RuleKind kind = RuleKind.valueOf(node.path("kind").asString());
        return new Declaration.Blocklist(
                kind,
                Category.ofKey(node.path("category").asString()),
                RuleAction.valueOf(node.path("action").asString()),
                node.path("enabled").asBoolean(true),
                terms(kind, node, place));
    }

    private @Nullable SortedSet<String> terms(RuleKind kind, JsonNode node, String place) {
        SortedSet<String> terms = new TreeSet<>();
        String file = text(node, "termsFile");
        if (file != null) {
            List<String> lines;
            try {
                lines = termsFiles.apply(file);
            } catch (DeclarationException unreadable) {
                faults.add(tree.at(place + "/termsFile", String.valueOf(unreadable.getMessage())));
                return terms;
            }
            for (int i = 0; i < lines.size(); i++) {
                String term = lines.get(i).strip();
                if (!TermRules.isPassedOver(term)) {
                    int line = i + 1;
                    take(terms, kind, term, fault -> "%s:%d: %s".formatted(file, line, fault));
                }
            }
            return terms;
        }
        JsonNode list = node.path("terms");
        if (list.isMissingNode()) {
            return null;
        }
        for (int i = 0; i < list.size(); i++) {
            String pointer = place + "/terms/" + i;
            take(terms, kind, list.path(i).asString(), fault -> tree.at(pointer, fault));
        }
        return terms;
    }

    private void take(SortedSet<String> terms, RuleKind kind, String term, UnaryOperator<String> located) {
        String fault = TermRules.fault(kind, term);
        if (fault == null) {
            terms.add(term);
        } else {
            faults.add(located.apply("'%s' cannot be a term: it %s".formatted(term, fault)));
        }
    }

    private <T> @Nullable T faulty(String place, Supplier<T> made) {
        try {
            return made.get();
        } catch (RuntimeException wrong) {
            faults.add(tree.at(place, AdminJson.cause(wrong)));
            return null;
        }
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.path(field).isString() ? node.path(field).asString() : null;
    }

    private static <T> @Nullable Map<String, T> each(
            JsonNode node, String place, BiFunction<JsonNode, String, T> made) {
        if (node.isMissingNode()) {
            return null;
        }
        Map<String, T> all = new LinkedHashMap<>();
        node.forEachEntry((name, value) -> all.put(name, made.apply(value, place + "/" + YamlTree.escaped(name))));
        return all;
    }
}

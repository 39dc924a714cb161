package io.moderato.model.functional;

import io.moderato.decision.Category;
import io.moderato.model.data.LabelledText.Label;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * One ability that is tested: templates whose sentences all have the same labels.
 *
 * @param family the name that the function shares with its twins; a group that is held out of training is held out of a whole family
 * @param tested the category that is tested; the sentences are positive if they are harmful
 * @param register the register of the openers and closers that fit
 * @param obfuscated whether the sentences are written to get past a filter
 */
record SentenceFunction(
        String name,
        String family,
        Category tested,
        boolean harmful,
        String register,
        boolean obfuscated,
        Map<Category, Label> labels,
        List<Template> templates) {
    private static final List<String> RESOURCES =
            List.of("hate.jsonc", "abuse.jsonc", "identity.jsonc", "topics.jsonc");

    /** Reads all functions by name, in the order of their files. */
    static Map<String, SentenceFunction> read(Lexicon lexicon) {
        Map<String, SentenceFunction> functions = new LinkedHashMap<>();
        Map<String, List<Template>> templates = new HashMap<>();
        for (String resource : RESOURCES) {
            for (Map.Entry<String, JsonNode> family : Resource.read(resource).properties()) {
                for (Map.Entry<String, JsonNode> entry : family.getValue().properties()) {
                    SentenceFunction function =
                            of(entry.getKey(), family.getKey(), entry.getValue(), templates, lexicon);
                    templates.put(function.name(), function.templates());
                    if (functions.put(function.name(), function) != null) {
                        throw new IllegalArgumentException("Two functions are named " + function.name());
                    }
                }
            }
        }
        return functions;
    }

    private static SentenceFunction of(
            String name, String family, JsonNode node, Map<String, List<Template>> earlier, Lexicon lexicon) {
        List<Template> templates = new ArrayList<>();
        for (String source : Resource.strings(node.path("templates"))) {
            templates.add(Template.of(source, Set.of(), lexicon));
        }
        for (Map.Entry<String, JsonNode> kinds : node.path("templatesFor").properties()) {
            for (String source : Resource.strings(kinds.getValue())) {
                templates.add(Template.of(source, Set.of(kinds.getKey().split(" ")), lexicon));
            }
        }
        for (String other : Resource.strings(node.path("templatesOf"))) {
            List<Template> borrowed = earlier.get(other);
            if (borrowed == null) {
                throw new IllegalArgumentException("Function %s borrows from unknown %s".formatted(name, other));
            }
            templates.addAll(borrowed);
        }
        Category tested = Category.ofKey(node.path("tests").asString(Category.TOXICITY.key()));
        boolean harmful = node.path("harmful").asBoolean();
        Map<Category, Label> labels = labels(name, node);
        Label ofTested = labels.get(tested);
        if (ofTested == null || ofTested.positive() != harmful) {
            throw new IllegalArgumentException(
                    "Function %s: its label of %s does not agree with harmful".formatted(name, tested.key()));
        }
        return new SentenceFunction(
                name,
                family,
                tested,
                harmful,
                node.path("register").asString("conversation"),
                node.path("obfuscated").asBoolean(false),
                labels,
                List.copyOf(templates));
    }

    /** The labels of a function. A category is a no if the file names it neither as a yes, nor as partly true, nor as unknown. */
    private static Map<Category, Label> labels(String name, JsonNode node) {
        Map<Category, Label> labels = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            labels.put(category, new Label(0, 1));
        }
        Resource.strings(node.path("yes")).forEach(key -> labels.put(Category.ofKey(key), new Label(1, 1)));
        node.path("partly")
                .properties()
                .forEach(part -> labels.put(
                        Category.ofKey(part.getKey()), new Label(part.getValue().asDouble(), 1)));
        Resource.strings(node.path("unknown")).forEach(key -> labels.remove(Category.ofKey(key)));
        // a swear word alone makes a text obscene, but does no harm to anybody
        boolean positive = labels.entrySet().stream()
                .anyMatch(label ->
                        label.getKey() != Category.OBSCENE && label.getValue().positive());
        if (positive != node.path("harmful").asBoolean()) {
            throw new IllegalArgumentException("Function %s: its labels do not agree with harmful".formatted(name));
        }
        return labels;
    }
}

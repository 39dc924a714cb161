package io.moderato.model.exchange;

import io.moderato.decision.Category;
import io.moderato.model.EncoderConfig;
import io.moderato.model.ModelException;
import io.moderato.model.OutputHead;
import io.moderato.model.OutputHead.Activation;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.weights.WriteAside;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The categories that the labels of a foreign classifier speak for. With a softmax head, a category's probability is the sum of the
 * probabilities of its labels; with a sigmoid head it is the highest of these.
 *
 * @param categories for each label, its categories; empty for a harmless label
 */
public record LabelChoice(Map<String, List<Category>> categories) {
    private static final String OPEN = "?";

    /** Copies the map. */
    public LabelChoice {
        Map<String, List<Category>> copy = new LinkedHashMap<>();
        categories.forEach((label, own) -> copy.put(label, List.copyOf(own)));
        categories = java.util.Collections.unmodifiableMap(copy);
    }

    /** The categories that the names of a model's labels suggest. A label whose name says nothing is left out. */
    public static LabelChoice suggested(EncoderConfig config) {
        Map<String, List<Category>> categories = new LinkedHashMap<>();
        for (String label : config.labelsInOrder()) {
            LabelSuggestion.of(label).ifPresent(own -> categories.put(label, own));
        }
        return new LabelChoice(categories);
    }

    /**
     * Reads a file like {@code {"toxic": "toxicity", "hate": ["toxicity", "identity_attack"], "neutral": null}}.
     *
     * @throws ModelException if the file has another form, names an unknown category, or does not name exactly the model's labels
     */
    public static LabelChoice read(Path file, EncoderConfig config) {
        JsonNode json;
        try {
            json = ModelFolder.JSON.readTree(file);
        } catch (JacksonException e) {
            throw new ModelException(file, "is not valid: " + e.getOriginalMessage(), e);
        }
        if (!json.isObject()) {
            throw new ModelException(file, "is not a JSON object of labels and categories");
        }
        List<String> labels = config.labelsInOrder();
        Map<String, List<Category>> categories = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            if (!labels.contains(entry.getKey())) {
                throw new ModelException(
                        file, "names the label '%s'; the model has %s".formatted(entry.getKey(), labels));
            }
            categories.put(entry.getKey(), categories(file, entry.getKey(), entry.getValue()));
        }
        for (String label : labels) {
            if (!categories.containsKey(label)) {
                throw new ModelException(
                        file, "does not say what the label '%s' means; null if it is harmless".formatted(label));
            }
        }
        return new LabelChoice(categories);
    }

    private static List<Category> categories(Path file, String label, JsonNode value) {
        List<JsonNode> keys = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(keys::add);
        } else if (!value.isNull()) {
            keys.add(value);
        }
        try {
            return keys.stream().map(key -> Category.ofKey(key.asString(""))).toList();
        } catch (IllegalArgumentException e) {
            throw new ModelException(file, "label '%s': %s".formatted(label, e.getMessage()), e);
        }
    }

    /** Writes such a file, to be completed by hand. A label without a decision has a question mark. */
    public void writeTemplate(Path file, EncoderConfig config) {
        ObjectNode json = ModelFolder.JSON.createObjectNode();
        for (String label : config.labelsInOrder()) {
            List<Category> own = categories.get(label);
            if (own == null) {
                json.put(label, OPEN);
            } else if (own.isEmpty()) {
                json.putNull(label);
            } else if (own.size() == 1) {
                json.put(label, own.getFirst().key());
            } else {
                ArrayNode several = json.putArray(label);
                own.forEach(category -> several.add(category.key()));
            }
        }
        WriteAside.replace(file, aside -> ModelFolder.JSON.writeValue(aside, json));
    }

    /** Whether every label of the model has a decision, and at least one is harmful. */
    public boolean isComplete(EncoderConfig config) {
        return categories.keySet().containsAll(config.labelsInOrder())
                && categories.values().stream().anyMatch(own -> !own.isEmpty());
    }

    /**
     * The function that makes probabilities of the outputs. The model's configuration names it; otherwise the labels suggest it: without a
     * harmless label, several labels can be true at once.
     *
     * @throws ModelException if the head answers with a number that is not a probability
     */
    public Activation activation(EncoderConfig config, @Nullable Activation given) {
        if (given != null) {
            return given;
        }
        return switch (Optional.ofNullable(config.problemType()).orElse("")) {
            case "multi_label_classification" -> Activation.SIGMOID;
            case "regression" ->
                throw new ModelException("%s: problem_type is 'regression': its output is not a probability"
                        .formatted(ModelFolder.CONFIG));
            case "single_label_classification" -> Activation.SOFTMAX;
            default ->
                config.labels().size() == 1 || config.labelsInOrder().stream().allMatch(this::isHarmful)
                        ? Activation.SIGMOID
                        : Activation.SOFTMAX;
        };
    }

    private boolean isHarmful(String label) {
        List<Category> own = categories.get(label);
        return own != null && !own.isEmpty();
    }

    /**
     * The head that follows from these labels.
     *
     * @throws IllegalArgumentException if no label is harmful
     */
    OutputHead head(EncoderConfig config, Activation activation) {
        Map<Category, List<Integer>> outputs = new EnumMap<>(Category.class);
        List<String> labels = config.labelsInOrder();
        for (int output = 0; output < labels.size(); output++) {
            for (Category category : categories.getOrDefault(labels.get(output), List.of())) {
                outputs.computeIfAbsent(category, c -> new ArrayList<>()).add(output);
            }
        }
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("none of the labels %s is mapped to a category".formatted(labels));
        }
        return new OutputHead(activation, outputs);
    }
}

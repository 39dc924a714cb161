package io.moderato.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Reads a {@code config.json} in the keys of {@code BertConfig}, {@code DistilBertConfig} or {@code RobertaConfig}. */
final class EncoderConfigJson {
    private EncoderConfigJson() {}

    /** The configuration. A missing key has the default of Hugging Face's class. */
    static EncoderConfig read(JsonNode json) {
        String modelType = json.path("model_type").asString("");
        if (modelType.isEmpty()) {
            throw new IllegalArgumentException("model_type is missing");
        }
        String positionKind = json.path("position_embedding_type").asString("absolute");
        if (!positionKind.equals("absolute")) {
            throw new IllegalArgumentException(
                    "position_embedding_type is '%s', only 'absolute' is supported".formatted(positionKind));
        }
        EncoderConfig.Family family = EncoderConfig.Family.of(modelType);
        return new EncoderConfig(
                json.path("architectures").isArray()
                        ? json.path("architectures")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList()
                        : null,
                modelType,
                integer(json, 0, "vocab_size"),
                integer(json, 0, "hidden_size", "dim"),
                integer(json, 0, "num_hidden_layers", "n_layers"),
                integer(json, 0, "num_attention_heads", "n_heads"),
                integer(json, 0, "intermediate_size", "hidden_dim"),
                text(json, "hidden_act", "activation"),
                integer(json, 512, "max_position_embeddings"),
                family == EncoderConfig.Family.DISTILBERT ? 0 : integer(json, 2, "type_vocab_size"),
                decimal(json, 1e-12, "layer_norm_eps"),
                decimal(json, 0.1, "hidden_dropout_prob", "dropout"),
                integer(json, family == EncoderConfig.Family.ROBERTA ? 1 : 0, "pad_token_id"),
                text(json, "problem_type"),
                text(json, "classifier_pooling"),
                labels(json));
    }

    private static JsonNode first(JsonNode json, String... keys) {
        return Arrays.stream(keys)
                .map(json::path)
                .filter(value -> !value.isMissingNode() && !value.isNull())
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static int integer(JsonNode json, int absent, String... keys) {
        JsonNode value = first(json, keys);
        if (value.isMissingNode()) {
            return absent;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new IllegalArgumentException("%s is %s, not an integer".formatted(keys[0], value));
        }
        return value.asInt();
    }

    private static double decimal(JsonNode json, double absent, String... keys) {
        JsonNode value = first(json, keys);
        if (!value.isMissingNode() && !value.isNumber()) {
            throw new IllegalArgumentException("%s is %s, not a number".formatted(keys[0], value));
        }
        return value.isMissingNode() ? absent : value.asDouble();
    }

    private static @Nullable String text(JsonNode json, String... keys) {
        JsonNode value = first(json, keys);
        return value.isString() ? value.asString() : null;
    }

    /**
     * The labels by their numbers. Without names they are LABEL_0, LABEL_1 …; without a number there are two. Hugging Face does the same.
     */
    private static Map<String, String> labels(JsonNode json) {
        Map<String, String> labels = new LinkedHashMap<>();
        JsonNode names = json.path("id2label");
        if (names.isObject() && !names.isEmpty()) {
            names.properties()
                    .forEach(name -> labels.put(name.getKey(), name.getValue().asString("")));
        } else {
            for (int i = 0; i < integer(json, 2, "num_labels", "_num_labels"); i++) {
                labels.put(String.valueOf(i), "LABEL_" + i);
            }
        }
        return labels;
    }
}

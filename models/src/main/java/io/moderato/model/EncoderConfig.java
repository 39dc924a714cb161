package io.moderato.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.moderato.decision.Category;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a BERT encoder with a classification head: the model folder's {@code config.json}, in the keys of Hugging
 * Face's {@code BertConfig}.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EncoderConfig(
        @JsonProperty("architectures") @Nullable List<String> architectures,
        @JsonProperty("model_type") String modelType,
        @JsonProperty("vocab_size") int vocabularySize,
        @JsonProperty("hidden_size") int width,
        @JsonProperty("num_hidden_layers") int layers,
        @JsonProperty("num_attention_heads") int heads,
        @JsonProperty("intermediate_size") int innerWidth,
        @JsonProperty("hidden_act") @Nullable String activation,
        @JsonProperty("max_position_embeddings") int positions,
        @JsonProperty("type_vocab_size") int tokenTypes,
        @JsonProperty("layer_norm_eps") double layerNormEpsilon,
        @JsonProperty("hidden_dropout_prob") double dropout,
        @JsonProperty("pad_token_id") int paddingId,
        @JsonProperty("problem_type") @Nullable String problemType,
        @JsonProperty("id2label") Map<String, String> labels) {

    /** Hugging Face's name of GELU by its tanh approximation. */
    public static final String GELU_TANH = "gelu_new";

    /** Checks that the numbers make an encoder. */
    public EncoderConfig {
        if (!"bert".equals(modelType)) {
            throw new IllegalArgumentException("model_type is '%s', only 'bert' is supported".formatted(modelType));
        }
        if (activation != null && !activation.equals("gelu") && !activation.equals(GELU_TANH)) {
            throw new IllegalArgumentException(
                    "hidden_act is '%s', only 'gelu' and '%s' are supported".formatted(activation, GELU_TANH));
        }
        if (vocabularySize < 1
                || width < 1
                || layers < 1
                || heads < 1
                || innerWidth < 1
                || positions < 2
                || tokenTypes < 1) {
            throw new IllegalArgumentException("Sizes of the encoder must be positive");
        }
        if (width % heads != 0) {
            throw new IllegalArgumentException(
                    "hidden_size %d is no multiple of num_attention_heads %d".formatted(width, heads));
        }
        if (labels == null || labels.isEmpty()) {
            throw new IllegalArgumentException("id2label is missing");
        }
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** A BERT of that size over those categories, with the usual constants of the original. */
    public static EncoderConfig bert(
            int vocabularySize, int layers, int width, int heads, int positions, List<Category> categories) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < categories.size(); i++) {
            labels.put(String.valueOf(i), categories.get(i).key());
        }
        return new EncoderConfig(
                List.of("BertForSequenceClassification"),
                "bert",
                vocabularySize,
                width,
                layers,
                heads,
                4 * width,
                GELU_TANH,
                positions,
                2,
                1e-12,
                0.1,
                0,
                "multi_label_classification",
                labels);
    }

    /** The same encoder with a head for those categories. */
    public EncoderConfig classifying(List<Category> categories) {
        EncoderConfig head = bert(vocabularySize, layers, width, heads, positions, categories);
        return new EncoderConfig(
                head.architectures,
                modelType,
                vocabularySize,
                width,
                layers,
                heads,
                innerWidth,
                activation,
                positions,
                tokenTypes,
                layerNormEpsilon,
                dropout,
                paddingId,
                head.problemType,
                head.labels);
    }

    /** The label of each output of the head, in order. */
    public List<String> labelsInOrder() {
        return labels.entrySet().stream()
                .sorted((a, b) -> Integer.compare(Integer.parseInt(a.getKey()), Integer.parseInt(b.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Whether the inner layer's GELU is computed by its tanh approximation. */
    public boolean tanhGelu() {
        return GELU_TANH.equals(activation);
    }

    /** The number of weights of the encoder and its head. */
    public long parameters() {
        long perLayer = 4L * (width * (long) width + width) + 2L * innerWidth * width + innerWidth + width + 4L * width;
        long embeddings = ((long) vocabularySize + positions + tokenTypes) * width + 2L * width;
        return embeddings + layers * perLayer + (long) width * width + width + (long) labels.size() * (width + 1);
    }
}

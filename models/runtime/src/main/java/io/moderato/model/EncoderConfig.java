package io.moderato.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.moderato.decision.Category;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The shape of a BERT-family encoder with a classification head: the model folder's {@code config.json}, in the keys of Hugging Face's
 * {@code BertConfig}. The keys of {@code DistilBertConfig} and {@code RobertaConfig} are understood, too; other keys are left out.
 */
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
        @JsonProperty("classifier_pooling") @Nullable String poolingName,
        @JsonProperty("id2label") Map<String, String> labels) {

    /** Hugging Face's name of the GELU function, computed by its tanh approximation. */
    private static final String TANH_GELU = "gelu_new";

    /** The family of an encoder: the names of its weights and the small differences of its computation. */
    public enum Family {
        BERT,
        /** No token types; ReLU instead of tanh in the head. */
        DISTILBERT,
        /** The positions are counted from the number after the padding id. */
        ROBERTA,
        /** An encoder that we cannot export. Its model runs only if somebody else traced it. */
        OTHER;

        static Family of(String modelType) {
            return switch (modelType) {
                case "bert" -> BERT;
                case "distilbert" -> DISTILBERT;
                case "roberta" -> ROBERTA;
                default -> OTHER;
            };
        }
    }

    /** The function between the two linear maps of a layer. */
    public enum InnerActivation {
        GELU,
        /** GELU, computed by its approximation with tanh. */
        GELU_TANH,
        RELU
    }

    /** The part of the encoder's output that the head of a classifier reads. */
    public enum Pooling {
        /** The first token. */
        FIRST("cls", 1),
        /** The first token, the mean of all tokens, and the largest value of each unit. So a word that matters is not lost in the mean. */
        FIRST_MEAN_MAX("cls_mean_max", 3);

        private final String key;
        private final int parts;

        Pooling(String key, int parts) {
            this.key = key;
            this.parts = parts;
        }

        /** The number of vectors that the head reads, one after the other; each is as wide as the encoder. */
        public int parts() {
            return parts;
        }

        static Pooling of(@Nullable String key) {
            for (Pooling pooling : values()) {
                if (pooling.key.equals(key == null ? FIRST.key : key)) {
                    return pooling;
                }
            }
            throw new IllegalArgumentException(
                    "classifier_pooling is '%s', supported are cls and cls_mean_max".formatted(key));
        }
    }

    /** Checks that the numbers make an encoder. */
    public EncoderConfig {
        if (modelType == null) {
            throw new IllegalArgumentException("model_type is missing");
        }
        Family family = Family.of(modelType);
        if (vocabularySize < 1 || positions < 2 || paddingId < 0) {
            throw new IllegalArgumentException(
                    "vocab_size, max_position_embeddings and pad_token_id make no sense: %d, %d, %d"
                            .formatted(vocabularySize, positions, paddingId));
        }
        if (family != Family.OTHER) {
            innerActivation(activation);
            Pooling.of(poolingName);
            boolean types = tokenTypes >= 1 || family == Family.DISTILBERT;
            if (width < 1 || layers < 1 || heads < 1 || innerWidth < 1 || !types) {
                throw new IllegalArgumentException("Sizes of the encoder must be positive");
            }
            if (width % heads != 0) {
                throw new IllegalArgumentException(
                        "hidden_size %d is not a multiple of num_attention_heads %d".formatted(width, heads));
            }
            if (positions - positionOffset(family, paddingId) < 3) {
                throw new IllegalArgumentException("max_position_embeddings %d leave no room".formatted(positions));
            }
        }
        if (labels == null || labels.isEmpty()) {
            throw new IllegalArgumentException("id2label is missing");
        }
        for (int i = 0; i < labels.size(); i++) {
            if (!labels.containsKey(String.valueOf(i))) {
                throw new IllegalArgumentException("id2label has no label " + i);
            }
        }
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** Reads the keys of any of the families. A missing key has the default of Hugging Face's class. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static EncoderConfig of(JsonNode json) {
        return EncoderConfigJson.read(json);
    }

    private static InnerActivation innerActivation(@Nullable String name) {
        return switch (name == null ? "gelu" : name) {
            case "gelu" -> InnerActivation.GELU;
            case "gelu_new", "gelu_fast", "gelu_pytorch_tanh" -> InnerActivation.GELU_TANH;
            case "relu" -> InnerActivation.RELU;
            default ->
                throw new IllegalArgumentException(
                        "hidden_act is '%s', supported are gelu, gelu_new and relu".formatted(name));
        };
    }

    private static int positionOffset(Family family, int paddingId) {
        return family == Family.ROBERTA ? paddingId + 1 : 0;
    }

    /** A BERT of that size for those categories, with the constants of the original BERT. */
    public static EncoderConfig bert(
            int vocabularySize, int layers, int width, int heads, int positions, List<Category> categories) {
        return new EncoderConfig(
                List.of("BertForSequenceClassification"),
                "bert",
                vocabularySize,
                width,
                layers,
                heads,
                4 * width,
                TANH_GELU,
                positions,
                2,
                1e-12,
                0.1,
                0,
                "multi_label_classification",
                null,
                numbered(categories.stream().map(Category::key).toList()));
    }

    /** The same encoder with a head for those categories. The head reads the first token, the mean and the largest values. */
    public EncoderConfig classifying(List<Category> categories) {
        return answering(categories.stream().map(Category::key).toList());
    }

    /** The same encoder with a head whose outputs have those names. The head reads the encoder like a head for categories. */
    public EncoderConfig answering(List<String> names) {
        return with(
                layers,
                List.of("ModeratoForSequenceClassification"),
                "multi_label_classification",
                Pooling.FIRST_MEAN_MAX.key,
                numbered(names));
    }

    private static Map<String, String> numbered(List<String> names) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            labels.put(String.valueOf(i), names.get(i));
        }
        return labels;
    }

    /** The same encoder with only the first layers, as many as {@code kept} says. */
    public EncoderConfig first(int kept) {
        if (kept < 1 || kept > layers) {
            throw new IllegalArgumentException("%d of %d layers cannot be kept".formatted(kept, layers));
        }
        return with(kept, architectures, problemType, poolingName, labels);
    }

    /** The same encoder with {@code more} layers altogether; the new ones lie on top of its own. */
    public EncoderConfig grown(int more) {
        if (more < layers) {
            throw new IllegalArgumentException("%d layers cannot grow to %d".formatted(layers, more));
        }
        return with(more, architectures, problemType, poolingName, labels);
    }

    private EncoderConfig with(
            int otherLayers,
            @Nullable List<String> otherArchitectures,
            @Nullable String otherProblemType,
            @Nullable String otherPooling,
            Map<String, String> otherLabels) {
        return new EncoderConfig(
                otherArchitectures,
                modelType,
                vocabularySize,
                width,
                otherLayers,
                heads,
                innerWidth,
                activation,
                positions,
                tokenTypes,
                layerNormEpsilon,
                dropout,
                paddingId,
                otherProblemType,
                otherPooling,
                otherLabels);
    }

    /** The family that its {@code model_type} names. */
    public Family family() {
        return Family.of(modelType);
    }

    /** The function inside the layers. */
    public InnerActivation innerActivation() {
        return innerActivation(activation);
    }

    /** The part of the encoder's output that the head reads. */
    public Pooling pooling() {
        return Pooling.of(poolingName);
    }

    /** The row of the position table that the first token uses. */
    public int positionOffset() {
        return positionOffset(family(), paddingId);
    }

    /** The most tokens that the encoder reads at once. */
    public int longestInput() {
        return positions - positionOffset();
    }

    /** The label of each output of the head, in order. */
    public List<String> labelsInOrder() {
        return labels.entrySet().stream()
                .sorted((a, b) -> Integer.compare(Integer.parseInt(a.getKey()), Integer.parseInt(b.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The number of weights of the encoder and its head; 0 for a family whose shape is unknown. */
    public long parameters() {
        if (family() == Family.OTHER) {
            return 0;
        }
        long perLayer = 4L * (width * (long) width + width) + 2L * innerWidth * width + innerWidth + width + 4L * width;
        long embeddings = ((long) vocabularySize + positions + tokenTypes) * width + 2L * width;
        long pooler = (long) pooling().parts() * width * width + width;
        return embeddings + layers * perLayer + pooler + (long) labels.size() * (width + 1);
    }
}

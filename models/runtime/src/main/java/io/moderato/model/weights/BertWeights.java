package io.moderato.model.weights;

import io.moderato.model.EncoderConfig;
import io.moderato.model.ModelException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * The names and shapes of a BERT classifier's weights, as Hugging Face's {@code BertForSequenceClassification} stores them. The width of
 * the pooler is the number of values that the head reads.
 */
public final class BertWeights {
    public static final String WORDS = "bert.embeddings.word_embeddings.weight";
    public static final String POSITIONS = "bert.embeddings.position_embeddings.weight";
    public static final String TYPES = "bert.embeddings.token_type_embeddings.weight";
    public static final String EMBEDDINGS_NORM = "bert.embeddings.LayerNorm";
    public static final String POOLER = "bert.pooler.dense";
    public static final String CLASSIFIER = "classifier";
    public static final String LM_TRANSFORM = "cls.predictions.transform.dense";
    public static final String LM_NORM = "cls.predictions.transform.LayerNorm";
    public static final String LM_BIAS = "cls.predictions.bias";

    /**
     * The deviation of the first word vectors. They are small, so that a training step changes them much; the norm after them corrects the
     * size.
     */
    static final double WORDS_DEVIATION = 0.02;

    /**
     * The deviation of the first position and type vectors. They are smaller still, because at first the words matter more than their
     * places.
     */
    private static final double POSITIONS_DEVIATION = 0.005;

    private BertWeights() {}

    /** The weights of one encoder layer; each has a {@code .weight} and a {@code .bias}. */
    public record Layer(
            String query,
            String key,
            String value,
            String attentionOutput,
            String attentionNorm,
            String inner,
            String output,
            String outputNorm) {
        public static Layer of(int index) {
            String prefix = prefix(index);
            return new Layer(
                    prefix + "attention.self.query",
                    prefix + "attention.self.key",
                    prefix + "attention.self.value",
                    prefix + "attention.output.dense",
                    prefix + "attention.output.LayerNorm",
                    prefix + "intermediate.dense",
                    prefix + "output.dense",
                    prefix + "output.LayerNorm");
        }

        /** The beginning of the names of all weights of that layer. */
        public static String prefix(int index) {
            return "bert.encoder.layer." + index + ".";
        }
    }

    /** The head on top of the encoder. */
    public enum Head {
        /** A pooler and a linear layer: one logit for each output. */
        CLASSIFIER,
        /** A prediction of the words that were hidden. Its last layer is the word embedding. */
        MASKED_WORDS
    }

    /** The shape of every weight of a classifier, in the order in which they are stored. */
    public static Map<String, long[]> shapes(EncoderConfig config) {
        return shapes(config, Head.CLASSIFIER);
    }

    /** The shape of every weight with that head, in the order in which they are stored. */
    public static Map<String, long[]> shapes(EncoderConfig config, Head head) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        int width = config.width();
        shapes.put(WORDS, new long[] {config.vocabularySize(), width});
        shapes.put(POSITIONS, new long[] {config.positions(), width});
        shapes.put(TYPES, new long[] {config.tokenTypes(), width});
        norm(shapes, EMBEDDINGS_NORM, width);
        for (int i = 0; i < config.layers(); i++) {
            Layer layer = Layer.of(i);
            linear(shapes, layer.query, width, width);
            linear(shapes, layer.key, width, width);
            linear(shapes, layer.value, width, width);
            linear(shapes, layer.attentionOutput, width, width);
            norm(shapes, layer.attentionNorm, width);
            linear(shapes, layer.inner, config.innerWidth(), width);
            linear(shapes, layer.output, width, config.innerWidth());
            norm(shapes, layer.outputNorm, width);
        }
        switch (head) {
            case CLASSIFIER -> {
                linear(shapes, POOLER, width, config.pooling().parts() * width);
                linear(shapes, CLASSIFIER, config.labels().size(), width);
            }
            case MASKED_WORDS -> {
                linear(shapes, LM_TRANSFORM, width, width);
                norm(shapes, LM_NORM, width);
                shapes.put(LM_BIAS, new long[] {config.vocabularySize()});
            }
        }
        return shapes;
    }

    /**
     * New weights for training. They are normally distributed; linear layers have the deviation 1/√inputs, so that signals keep their size
     * at any width (BERT's own 0.02 fits 768). Biases are 0, norms 1, the padding row 0. With a head that guesses words, {@link
     * NeighbourAttention} sets the positions and the attention of the first layers.
     */
    public static Map<String, Tensor> initial(EncoderConfig config, Head head, long seed) {
        Random random = new Random(seed);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        shapes(config, head).forEach((name, shape) -> {
            float[] values = new float[(int) Tensor.elements(shape)];
            if (name.endsWith("LayerNorm.weight")) {
                Arrays.fill(values, 1);
            } else if (!name.endsWith(".bias")) {
                double deviation = deviation(name, shape);
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (random.nextGaussian() * deviation);
                }
            }
            if (name.equals(WORDS)) {
                int row = config.paddingId() * config.width();
                Arrays.fill(values, row, row + config.width(), 0);
            }
            weights.put(name, new Tensor(shape, values));
        });
        if (head == Head.MASKED_WORDS) {
            NeighbourAttention.put(weights, config);
        }
        return weights;
    }

    private static double deviation(String name, long[] shape) {
        return switch (name) {
            case WORDS -> WORDS_DEVIATION;
            case POSITIONS, TYPES -> POSITIONS_DEVIATION;
            default -> 1 / Math.sqrt(shape[1]);
        };
    }

    /** New weights of a classifier, for training. */
    public static Map<String, Tensor> initial(EncoderConfig config, long seed) {
        return initial(config, Head.CLASSIFIER, seed);
    }

    /**
     * Reads the weights that an encoder of that shape needs from a file; other weights in the file are left out.
     *
     * @throws ModelException if a weight is missing, has another shape or holds a value that is not finite
     */
    public static Map<String, Tensor> read(Path file, EncoderConfig config, Head head) {
        SafeTensors.Header header = SafeTensors.header(file);
        Map<String, long[]> shapes = shapes(config, head);
        shapes.forEach(header::expect);
        Map<String, Tensor> stored = SafeTensors.read(file);
        stored.keySet().retainAll(shapes.keySet());
        return stored;
    }

    private static void linear(Map<String, long[]> shapes, String name, int out, int in) {
        shapes.put(name + ".weight", new long[] {out, in});
        shapes.put(name + ".bias", new long[] {out});
    }

    private static void norm(Map<String, long[]> shapes, String name, int width) {
        shapes.put(name + ".weight", new long[] {width});
        shapes.put(name + ".bias", new long[] {width});
    }
}

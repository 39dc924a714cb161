package io.moderato.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import io.moderato.model.EncoderConfig;
import io.moderato.model.encoder.BertWeights.Layer;
import io.moderato.model.weights.Tensor;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * BERT with its classification head, computed by NDArray operations, so that gradients flow to its weights. Source: Devlin et al.
 * 2018, with the layout and constants of Hugging Face's {@code BertForSequenceClassification}. Units are dropped out behind the
 * embeddings and before the head only: drawing the random numbers inside every layer took as long as the layers themselves on a
 * processor. Not thread-safe while training.
 */
public final class BertEncoder implements AutoCloseable {
    /** Added to the attention towards padding: far below any score, yet finite. */
    private static final float MASKED = -10_000f;

    private final EncoderConfig config;
    private final NDManager manager;
    private final Map<String, NDArray> weights = new LinkedHashMap<>();

    /** Puts the weights into the engine's memory. */
    public BertEncoder(NDManager parent, EncoderConfig config, Map<String, Tensor> values) {
        if (config.family() != EncoderConfig.Family.BERT
                || config.innerActivation() != EncoderConfig.InnerActivation.GELU) {
            throw new IllegalArgumentException("Only BERT with gelu can be computed here, not " + config.modelType());
        }
        this.config = config;
        this.manager = parent.newSubManager();
        BertWeights.shapes(config).forEach((name, shape) -> {
            Tensor tensor = values.get(name);
            if (tensor == null) {
                throw new IllegalArgumentException("No weight " + name);
            }
            weights.put(name, manager.create(FloatBuffer.wrap(tensor.values()), new Shape(shape)));
        });
    }

    public EncoderConfig config() {
        return config;
    }

    /** The weights by name, in the order of {@link BertWeights#shapes}. */
    public Map<String, NDArray> weights() {
        return weights;
    }

    /** A copy of the weights' values. */
    public Map<String, Tensor> values() {
        Map<String, Tensor> values = new LinkedHashMap<>();
        weights.forEach(
                (name, array) -> values.put(name, new Tensor(array.getShape().getShape(), array.toFloatArray())));
        return values;
    }

    /**
     * The logits, rows × labels.
     *
     * @param ids token ids, int64, rows × tokens
     * @param mask 1 for a token, 0 for padding, float32, rows × tokens
     * @param training whether to drop units out
     */
    public NDArray logits(NDArray ids, NDArray mask, boolean training) {
        long rows = ids.getShape().get(0);
        long tokens = ids.getShape().get(1);
        NDManager scope = ids.getManager();
        NDArray words = embedding(ids, BertWeights.WORDS);
        NDArray positions = embedding(scope.arange(0, (int) tokens, 1, DataType.INT64), BertWeights.POSITIONS);
        NDArray type = embedding(scope.zeros(new Shape(1), DataType.INT64), BertWeights.TYPES);
        NDArray x = norm(words.add(positions).add(type), BertWeights.EMBEDDINGS_NORM);
        x = dropout(x, training).reshape(rows * tokens, config.width());
        NDArray bias = mask.toType(DataType.FLOAT32, false).sub(1f).mul(-MASKED).reshape(rows, 1, 1, tokens);
        for (int i = 0; i < config.layers(); i++) {
            Layer layer = Layer.of(i);
            NDArray attended = linear(attention(x, bias, layer, rows, tokens), layer.attentionOutput());
            x = norm(x.add(attended), layer.attentionNorm());
            NDArray inner = ex(linear(x, layer.inner())).gelu();
            x = norm(x.add(linear(inner, layer.output())), layer.outputNorm());
        }
        NDArray first = x.reshape(rows, tokens, config.width()).get(":, 0");
        NDArray pooled = linear(first, BertWeights.POOLER).tanh();
        return linear(dropout(pooled, training), BertWeights.CLASSIFIER);
    }

    private NDArray attention(NDArray x, NDArray bias, Layer layer, long rows, long tokens) {
        NDArray query = split(linear(x, layer.query()), rows, tokens);
        NDArray key = split(linear(x, layer.key()), rows, tokens);
        NDArray value = split(linear(x, layer.value()), rows, tokens);
        // An array of the call, not a number: the engine frees numbers at once, and backward would read freed memory.
        NDArray scale = x.getManager().create((float) (1 / Math.sqrt(config.width() / (double) config.heads())));
        NDArray scores = query.mul(scale).matMul(key.transpose(0, 1, 3, 2)).add(bias);
        NDArray attention = scores.softmax(-1);
        return attention.matMul(value).transpose(0, 2, 1, 3).reshape(rows * tokens, config.width());
    }

    /** From (rows × tokens) × width to rows × heads × tokens × (width of a head). */
    private NDArray split(NDArray x, long rows, long tokens) {
        return x.reshape(rows, tokens, config.heads(), config.width() / config.heads())
                .transpose(0, 2, 1, 3);
    }

    /** Looked up rather than sliced: a slice would live as long as the weights, not as long as the call. */
    private NDArray embedding(NDArray ids, String name) {
        return ex(ids).embedding(ids, weight(name), SparseFormat.DENSE).singletonOrThrow();
    }

    private NDArray linear(NDArray x, String name) {
        return ex(x).linear(x, weight(name + ".weight"), weight(name + ".bias")).singletonOrThrow();
    }

    private NDArray norm(NDArray x, String name) {
        return ex(x).layerNorm(x, new Shape(config.width()), weight(name + ".weight"), weight(name + ".bias"), (float)
                        config.layerNormEpsilon())
                .singletonOrThrow();
    }

    private NDArray dropout(NDArray x, boolean training) {
        return training && config.dropout() > 0
                ? ex(x).dropout(x, (float) config.dropout(), true).singletonOrThrow()
                : x;
    }

    private NDArray weight(String name) {
        NDArray weight = weights.get(name);
        if (weight == null) {
            throw new IllegalStateException("No weight " + name);
        }
        return weight;
    }

    private static NDArrayEx ex(NDArray x) {
        return x.getNDArrayInternal();
    }

    @Override
    public void close() {
        manager.close();
    }
}

package io.moderato.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.moderato.model.EncoderConfig;
import io.moderato.model.torchscript.ScriptLoader;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.BertWeights.Head;
import io.moderato.model.weights.Tensor;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * BERT with a head, computed so that gradients flow to its weights. Source: Devlin et al. 2018, with the layout and constants of Hugging
 * Face's {@code BertForSequenceClassification} and {@code BertForMaskedLM}. Units are dropped out only after the embeddings and before the
 * classifier: inside every layer, drawing the random numbers took as long as the layers themselves on a processor. Not thread-safe in
 * training.
 */
public final class BertEncoder implements AutoCloseable {
    /** The name of arrays that become one list, the script's first argument. */
    private static final String LIST = "weights[]";

    private final EncoderConfig config;
    private final NDManager manager;
    private final Map<String, NDArray> weights = new LinkedHashMap<>();
    private final PtSymbolBlock script;
    private final NDArray trainStep;

    /** Puts a classifier's weights into the engine's memory. They are computed in 32-bit floats. */
    public BertEncoder(NDManager parent, EncoderConfig config, Map<String, Tensor> values) {
        this(parent, config, Head.CLASSIFIER, Arithmetic.FLOAT32, values);
    }

    /** Puts the weights of an encoder with that head into the engine's memory. */
    public BertEncoder(
            NDManager parent, EncoderConfig config, Head head, Arithmetic arithmetic, Map<String, Tensor> values) {
        if (config.family() != EncoderConfig.Family.BERT
                || config.innerActivation() == EncoderConfig.InnerActivation.RELU) {
            throw new IllegalArgumentException("Only BERT with GELU can be trained here, not " + config.modelType());
        }
        this.config = config;
        this.manager = parent.newSubManager();
        BertWeights.shapes(config, head).forEach((name, shape) -> {
            Tensor tensor = values.get(name);
            if (tensor == null) {
                throw new IllegalArgumentException("No weight " + name);
            }
            NDArray weight = manager.create(FloatBuffer.wrap(tensor.values()), new Shape(shape));
            weight.setName(LIST);
            weights.put(name, weight);
        });
        this.script = ScriptLoader.load(
                (PtNDManager) manager, TrainingScript.CLASS, TrainingScript.source(config, head, arithmetic));
        this.trainStep = manager.create(0);
        trainStep.setName("module_method:train_step");
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
     * The logits of a classifier: rows × labels.
     *
     * @param ids token ids, int64, rows × tokens
     * @param mask 1 for a token, 0 for padding, float32, rows × tokens
     * @param training whether units are dropped out
     */
    public NDArray logits(NDArray ids, NDArray mask, boolean training) {
        return call(training, ids, mask);
    }

    /**
     * The mean cross-entropy of the hidden words, as a scalar.
     *
     * @param ids token ids with words hidden, int64, rows × tokens
     * @param mask 1 for a token, 0 for padding, float32, rows × tokens
     * @param places the places of the hidden tokens, int64, as row × tokens + column
     * @param hidden the hidden token at each place, int64
     * @param training whether units are dropped out
     */
    public NDArray maskedLoss(NDArray ids, NDArray mask, NDArray places, NDArray hidden, boolean training) {
        return call(training, ids, mask, places, hidden);
    }

    private NDArray call(boolean training, NDArray... inputs) {
        NDList arguments = new NDList(weights.values().stream().toList());
        arguments.addAll(new NDList(inputs));
        if (training) {
            arguments.add(trainStep);
        }
        // without the optimiser, autograd differentiates every operation; with it, the script's compiler writes the
        // backward pass after some calls, and makes mistakes with mixed number types
        JniUtils.setGraphExecutorOptimize(false);
        NDArray output = IValueUtils.forward(script, arguments, true).singletonOrThrow();
        output.attach(inputs[0].getManager());
        return output;
    }

    @Override
    public void close() {
        script.close();
        manager.close();
    }
}

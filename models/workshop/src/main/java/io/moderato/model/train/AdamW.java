package io.moderato.model.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.moderato.model.torchscript.ScriptLoader;
import io.moderato.model.weights.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam with decoupled weight decay for named weights. Vectors do not decay. The optimiser's two moments are part of a checkpoint. Source:
 * Loshchilov and Hutter 2019, algorithm 2.
 */
final class AdamW implements AutoCloseable {
    private final NDManager manager;
    private final Map<String, NDArray> weights;
    private final double clip;
    private final PtSymbolBlock decaying;
    private final PtSymbolBlock steady;
    private final NDArray norm;
    private final NDArray stepCount;
    private final Map<String, NDArray> gradients = new LinkedHashMap<>();
    private final Map<String, NDArray> means = new LinkedHashMap<>();
    private final Map<String, NDArray> squares = new LinkedHashMap<>();
    private long steps;

    AdamW(NDManager parent, Map<String, NDArray> weights, double decay, double clip) {
        this.manager = parent.newSubManager();
        this.weights = weights;
        this.clip = clip;
        this.decaying = load(decay);
        this.steady = load(0);
        this.norm = manager.create(0);
        norm.setName("module_method:norm");
        this.stepCount = named(manager.create(0f), "steps[]");
        weights.forEach((name, weight) -> {
            means.put(name, named(manager.zeros(weight.getShape()), "means[]"));
            squares.put(name, named(manager.zeros(weight.getShape()), "squares[]"));
        });
    }

    private PtSymbolBlock load(double decay) {
        return ScriptLoader.load((PtNDManager) manager, AdamWScript.CLASS, AdamWScript.source(decay));
    }

    /** Moves the weights along the gradients of the backward pass, then sets the gradients to zero. Returns the norm of the gradients. */
    double step(double rate) {
        steps++;
        stepCount.addi(1);
        boolean recording = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try (NDManager scope = manager.newSubManager()) {
            if (gradients.isEmpty()) {
                weights.forEach((name, weight) -> {
                    NDArray gradient = JniUtils.getGradient((PtNDArray) weight);
                    gradient.attach(manager);
                    gradients.put(name, named(gradient, "gradients[]"));
                });
            }
            double length = length(scope);
            if (!Double.isFinite(length)) {
                throw new IllegalStateException("The gradient is not finite at step " + steps);
            }
            NDArray rateArray = scope.create((float) rate);
            NDArray divisor = scope.create((float) Math.max(1, length / clip));
            update(decaying, weights.keySet().stream().filter(this::isMatrix).toList(), rateArray, divisor);
            update(
                    steady,
                    weights.keySet().stream().filter(name -> !isMatrix(name)).toList(),
                    rateArray,
                    divisor);
            return length;
        } finally {
            JniUtils.setGradMode(recording);
        }
    }

    private double length(NDManager scope) {
        NDList arguments = new NDList(new ArrayList<>(gradients.values()));
        arguments.add(norm);
        NDArray length = IValueUtils.forward(decaying, arguments, false).singletonOrThrow();
        length.attach(scope);
        return length.getFloat();
    }

    private boolean isMatrix(String name) {
        return of(weights, name).getShape().dimension() > 1;
    }

    private void update(PtSymbolBlock script, List<String> names, NDArray rate, NDArray divisor) {
        NDList arguments = new NDList();
        for (Map<String, NDArray> arrays : List.of(weights, gradients, means, squares)) {
            names.forEach(name -> arguments.add(of(arrays, name)));
        }
        names.forEach(name -> arguments.add(stepCount));
        arguments.add(rate);
        arguments.add(divisor);
        IValueUtils.forward(script, arguments, false).close();
    }

    private static NDArray named(NDArray array, String name) {
        array.setName(name);
        return array;
    }

    private static NDArray of(Map<String, NDArray> arrays, String name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalStateException("No array for " + name);
        }
        return array;
    }

    long steps() {
        return steps;
    }

    /** The moments by name, for a checkpoint. */
    Map<String, Tensor> moments() {
        Map<String, Tensor> moments = new LinkedHashMap<>();
        means.forEach((name, array) -> moments.put("mean." + name, tensor(array)));
        squares.forEach((name, array) -> moments.put("square." + name, tensor(array)));
        return moments;
    }

    /** Takes the state of a checkpoint. */
    void restore(long steps, Map<String, Tensor> moments) {
        this.steps = steps;
        stepCount.addi(steps);
        restore(means, "mean.", moments);
        restore(squares, "square.", moments);
    }

    private void restore(Map<String, NDArray> arrays, String prefix, Map<String, Tensor> moments) {
        for (Map.Entry<String, NDArray> named : arrays.entrySet()) {
            Tensor tensor = moments.get(prefix + named.getKey());
            if (tensor == null) {
                throw new IllegalArgumentException("No moment " + prefix + named.getKey());
            }
            NDArray old = named.getValue();
            named.setValue(
                    named(manager.create(FloatBuffer.wrap(tensor.values()), new Shape(tensor.shape())), old.getName()));
            old.close();
        }
    }

    private static Tensor tensor(NDArray array) {
        return new Tensor(array.getShape().getShape(), array.toFloatArray());
    }

    @Override
    public void close() {
        decaying.close();
        steady.close();
        manager.close();
    }
}

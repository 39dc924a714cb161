package io.moderato.model.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.moderato.model.weights.Tensor;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adam with decoupled weight decay over named weights. Source: Loshchilov and Hutter 2019, algorithm 2. Its two moments are part of
 * a checkpoint.
 */
final class AdamW implements AutoCloseable {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.98f;
    private static final float EPSILON = 1e-6f;

    private final NDManager manager;
    private final Map<String, NDArray> weights;
    private final double decay;
    private final double clip;
    private final Map<String, NDArray> gradients = new LinkedHashMap<>();
    private final Map<String, NDArray> means = new LinkedHashMap<>();
    private final Map<String, NDArray> squares = new LinkedHashMap<>();
    private long steps;

    AdamW(NDManager parent, Map<String, NDArray> weights, double decay, double clip) {
        this.manager = parent.newSubManager();
        this.weights = weights;
        this.decay = decay;
        this.clip = clip;
        weights.forEach((name, weight) -> {
            means.put(name, manager.zeros(weight.getShape()));
            squares.put(name, manager.zeros(weight.getShape()));
        });
    }

    /** Moves the weights along the gradients that backward has left on them, then sets those to zero. Returns their norm. */
    double step(double rate) {
        steps++;
        boolean recording = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            if (gradients.isEmpty()) {
                weights.forEach((name, weight) -> {
                    NDArray gradient = JniUtils.getGradient((PtNDArray) weight);
                    gradient.attach(manager);
                    gradients.put(name, gradient);
                });
            }
            double norm = norm();
            if (!Double.isFinite(norm)) {
                throw new IllegalStateException("The gradient is not finite at step " + steps);
            }
            float scale = (float) Math.min(1, clip / (norm + 1e-9));
            weights.forEach((name, weight) -> update(name, weight, scale, rate));
            return norm;
        } finally {
            JniUtils.setGradMode(recording);
        }
    }

    private double norm() {
        double sum = 0;
        for (NDArray gradient : gradients.values()) {
            try (NDArray norm = gradient.norm()) {
                double value = norm.getFloat();
                sum += value * value;
            }
        }
        return Math.sqrt(sum);
    }

    private void update(String name, NDArray weight, float scale, double rate) {
        NDArray gradient = of(gradients, name);
        NDArray mean = of(means, name);
        NDArray square = of(squares, name);
        try (NDManager scope = manager.newSubManager()) {
            gradient.tempAttach(scope);
            if (scale < 1) {
                gradient.muli(scale);
            }
            NDArray squared = gradient.square();
            squared.attach(scope);
            squared.muli(1 - BETA2);
            square.muli(BETA2).addi(squared);
            NDArray root = square.sqrt();
            root.attach(scope);
            gradient.muli(1 - BETA1);
            mean.muli(BETA1).addi(gradient);
            double correction1 = 1 - Math.pow(BETA1, steps);
            double correction2 = 1 - Math.pow(BETA2, steps);
            root.divi((float) Math.sqrt(correction2)).addi(EPSILON);
            NDArray change = mean.div(root);
            change.attach(scope);
            change.muli((float) (rate / correction1));
            if (weight.getShape().dimension() > 1) {
                weight.muli((float) (1 - rate * decay));
            }
            weight.subi(change);
            gradient.muli(0);
        }
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

    /** Goes on from a checkpoint. */
    void restore(long steps, Map<String, Tensor> moments) {
        this.steps = steps;
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
            named.setValue(manager.create(FloatBuffer.wrap(tensor.values()), new Shape(tensor.shape())));
            old.close();
        }
    }

    private static Tensor tensor(NDArray array) {
        return new Tensor(array.getShape().getShape(), array.toFloatArray());
    }

    @Override
    public void close() {
        manager.close();
    }
}

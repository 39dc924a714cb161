package io.moderato.model.export;

import io.moderato.model.EncoderConfig;
import io.moderato.model.serving.TorchModule;
import io.moderato.model.torchscript.TorchScriptArchive;
import io.moderato.model.torchscript.TorchTensor;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.BertWeights.Layer;
import io.moderato.model.weights.StoredWeights;
import io.moderato.model.weights.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes a trained BERT classifier as a TorchScript archive that answers (input_ids, attention_mask) with logits. */
public final class TorchScriptExport {
    /** The numbers with which the encoder's linear layers are computed. */
    public enum Precision {
        /** The numbers as trained. */
        FP32,
        /** Weights in int8 with a scale for each output channel. Activations are rounded by scales that do not depend on the batch. */
        INT8
    }

    private final EncoderConfig config;
    private final Function<String, Tensor> weights;
    private final Precision precision;
    private final List<long[]> samples;
    private final List<TorchTensor> tensors = new ArrayList<>();

    private TorchScriptExport(
            EncoderConfig config, Function<String, Tensor> weights, Precision precision, List<long[]> samples) {
        this.config = config;
        this.weights = weights;
        this.precision = precision;
        this.samples = samples;
    }

    /**
     * Writes the archive of a model that was made here. The file appears whole or not at all.
     *
     * @param samples token windows of usual texts ({@link SampleWindows}); an int8 program's scales cover the values that these windows
     *     cause
     */
    public static void write(
            Path target, EncoderConfig config, Map<String, Tensor> weights, Precision precision, List<long[]> samples) {
        new TorchScriptExport(
                        config,
                        name -> {
                            Tensor tensor = weights.get(name);
                            if (tensor == null) {
                                throw new IllegalArgumentException("No weight " + name);
                            }
                            return tensor;
                        },
                        precision,
                        samples)
                .write(target);
    }

    /**
     * Writes the archive of a stored model of any family, with one weight in memory at a time. The file appears whole or not at all.
     *
     * @param samples token windows of usual texts ({@link SampleWindows})
     */
    public static void write(
            Path target, EncoderConfig config, StoredWeights weights, Precision precision, List<long[]> samples) {
        new TorchScriptExport(config, weights::read, precision, samples).write(target);
    }

    private void write(Path target) {
        int width = config.width();
        embedding(BertWeights.WORDS, config.vocabularySize());
        plain(BertWeights.POSITIONS, config.longestInput(), width);
        plain(BertWeights.TYPES, Math.max(1, config.tokenTypes()), width);
        norm(BertWeights.EMBEDDINGS_NORM);
        linear(List.of(BertWeights.POOLER), width, config.pooling().parts() * width, false);
        linear(List.of(BertWeights.CLASSIFIER), config.labels().size(), width, false);
        for (int i = 0; i < config.layers(); i++) {
            Layer layer = Layer.of(i);
            norm(layer.attentionNorm());
            norm(layer.outputNorm());
        }
        boolean quantised = precision == Precision.INT8;
        for (int i = 0; i < config.layers(); i++) {
            Layer layer = Layer.of(i);
            linear(List.of(layer.query(), layer.key(), layer.value()), 3 * width, width, quantised);
            linear(List.of(layer.attentionOutput()), width, width, quantised);
            linear(List.of(layer.inner()), config.innerWidth(), width, quantised);
            linear(List.of(layer.output()), width, config.innerWidth(), quantised);
        }
        String source = switch (precision) {
            case FP32 -> EncoderScript.fp32(config);
            case INT8 -> EncoderScript.int8(config, recorded(target));
        };
        TorchScriptArchive.write(target, EncoderScript.CLASS, source, tensors);
    }

    /** The scales that cover the values which the samples cause. The samples are run one by one, and therefore without padding. */
    private ActivationScales recorded(Path target) {
        Path recording = target.resolveSibling(target.getFileName() + ".recording");
        TorchScriptArchive.write(recording, EncoderScript.CLASS, EncoderScript.recording(config), tensors);
        try (TorchModule module = TorchModule.load(recording, config.paddingId())) {
            return ActivationScales.of(
                    samples.stream()
                            .map(window -> module.logits(new long[][] {window})[0])
                            .toArray(float[][]::new),
                    config.layers());
        } finally {
            recording.toFile().delete();
        }
    }

    /** Adds word embeddings. They are half of the model, so an int8 archive stores them as fp16; the loss is too small to be measured. */
    private void embedding(String name, int rows) {
        long[] shape = {rows, config.width()};
        tensors.add(
                precision == Precision.INT8
                        ? TorchTensor.halves(shape, () -> values(name))
                        : TorchTensor.floats(shape, () -> values(name)));
    }

    private void plain(String name, long... shape) {
        tensors.add(TorchTensor.floats(shape, () -> values(name)));
    }

    private void norm(String name) {
        plain(name + ".weight", config.width());
        plain(name + ".bias", config.width());
    }

    /** Adds linear layers that read the same input as one layer: weight and bias, or int8 weight, scale and bias. */
    private void linear(List<String> names, int out, int in, boolean quantised) {
        long[] shape = {out, in};
        if (quantised) {
            tensors.add(TorchTensor.int8(shape, () -> quantised(joined(names, ".weight", out * in), out, in)));
            tensors.add(TorchTensor.floats(
                    new long[] {out}, () -> scales(joined(names, ".weight", out * in), out, in)));
        } else {
            tensors.add(TorchTensor.floats(shape, () -> joined(names, ".weight", out * in)));
        }
        tensors.add(TorchTensor.floats(new long[] {out}, () -> joined(names, ".bias", out)));
    }

    private float[] joined(List<String> names, String kind, int length) {
        float[] all = new float[length];
        int at = 0;
        for (String name : names) {
            float[] part = values(name + kind);
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** The weights as symmetric int8 with one scale for each row: the largest weight of a row becomes ±127. */
    private static byte[] quantised(float[] weight, int out, int in) {
        float[] scales = scales(weight, out, in);
        byte[] values = new byte[weight.length];
        for (int i = 0; i < weight.length; i++) {
            values[i] = (byte) Math.clamp(Math.round(weight[i] / scales[i / in]), -127, 127);
        }
        return values;
    }

    private static float[] scales(float[] weight, int out, int in) {
        float[] scales = new float[out];
        for (int row = 0; row < out; row++) {
            float largest = 0;
            for (int i = row * in; i < (row + 1) * in; i++) {
                largest = Math.max(largest, Math.abs(weight[i]));
            }
            scales[row] = Math.max(largest / 127, 1e-8f);
        }
        return scales;
    }

    private float[] values(String name) {
        return weights.apply(name).values();
    }
}

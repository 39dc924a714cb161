package io.moderato.model.export;

import io.moderato.model.EncoderConfig;
import io.moderato.model.encoder.BertWeights;
import io.moderato.model.encoder.BertWeights.Layer;
import io.moderato.model.torchscript.TorchScriptArchive;
import io.moderato.model.torchscript.TorchTensor;
import io.moderato.model.weights.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a trained BERT classifier as a TorchScript archive that answers (input_ids, attention_mask) with logits. */
public final class TorchScriptExport {
    /** How the encoder's linear layers are computed. */
    public enum Precision {
        /** As trained. */
        FP32,
        /** Weights in int8 with a scale for each output channel; activations quantised as they come. */
        INT8
    }

    private final EncoderConfig config;
    private final Map<String, Tensor> weights;
    private final Precision precision;
    private final List<TorchTensor> tensors = new ArrayList<>();

    private TorchScriptExport(EncoderConfig config, Map<String, Tensor> weights, Precision precision) {
        this.config = config;
        this.weights = weights;
        this.precision = precision;
    }

    /** Writes the archive whole or not at all. */
    public static void write(Path target, EncoderConfig config, Map<String, Tensor> weights, Precision precision) {
        new TorchScriptExport(config, weights, precision).write(target);
    }

    private void write(Path target) {
        embedding(BertWeights.WORDS);
        plain(BertWeights.POSITIONS);
        plain(BertWeights.TYPES);
        norm(BertWeights.EMBEDDINGS_NORM);
        linear(List.of(BertWeights.POOLER), false);
        linear(List.of(BertWeights.CLASSIFIER), false);
        for (int i = 0; i < config.layers(); i++) {
            Layer layer = Layer.of(i);
            norm(layer.attentionNorm());
            norm(layer.outputNorm());
        }
        boolean quantised = precision == Precision.INT8;
        for (int i = 0; i < config.layers(); i++) {
            Layer layer = Layer.of(i);
            linear(List.of(layer.query(), layer.key(), layer.value()), quantised);
            linear(List.of(layer.attentionOutput()), quantised);
            linear(List.of(layer.inner()), quantised);
            linear(List.of(layer.output()), quantised);
        }
        TorchScriptArchive.write(target, EncoderScript.CLASS, EncoderScript.source(config, precision), tensors);
    }

    /** Word embeddings are half the model: an int8 archive stores them as fp16, which costs nothing that is measurable. */
    private void embedding(String name) {
        Tensor tensor = weight(name);
        tensors.add(
                precision == Precision.INT8
                        ? TorchTensor.halves(tensor.shape(), tensor.values())
                        : TorchTensor.floats(tensor.shape(), tensor.values()));
    }

    private void plain(String name) {
        Tensor tensor = weight(name);
        tensors.add(TorchTensor.floats(tensor.shape(), tensor.values()));
    }

    private void norm(String name) {
        plain(name + ".weight");
        plain(name + ".bias");
    }

    /** Layers that read the same input, as one: weight and bias, or int8 weight, scale and bias. */
    private void linear(List<String> names, boolean quantised) {
        int in = (int) weight(names.getFirst() + ".weight").shape()[1];
        int out = 0;
        for (String name : names) {
            out += (int) weight(name + ".weight").shape()[0];
        }
        float[] weight = new float[out * in];
        float[] bias = new float[out];
        int row = 0;
        for (String name : names) {
            float[] part = weight(name + ".weight").values();
            float[] partBias = weight(name + ".bias").values();
            System.arraycopy(part, 0, weight, row * in, part.length);
            System.arraycopy(partBias, 0, bias, row, partBias.length);
            row += partBias.length;
        }
        if (quantised) {
            quantised(weight, out, in);
        } else {
            tensors.add(TorchTensor.floats(new long[] {out, in}, weight));
        }
        tensors.add(TorchTensor.floats(new long[] {out}, bias));
    }

    /** Symmetric int8 with one scale for each row: the largest weight of a row becomes ±127. */
    private void quantised(float[] weight, int out, int in) {
        byte[] values = new byte[weight.length];
        float[] scales = new float[out];
        for (int row = 0; row < out; row++) {
            float largest = 0;
            for (int i = row * in; i < (row + 1) * in; i++) {
                largest = Math.max(largest, Math.abs(weight[i]));
            }
            scales[row] = Math.max(largest / 127, 1e-8f);
            for (int i = row * in; i < (row + 1) * in; i++) {
                values[i] = (byte) Math.clamp(Math.round(weight[i] / scales[row]), -127, 127);
            }
        }
        tensors.add(TorchTensor.int8(new long[] {out, in}, values));
        tensors.add(TorchTensor.floats(new long[] {out}, scales));
    }

    private Tensor weight(String name) {
        Tensor tensor = weights.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("No weight " + name);
        }
        return tensor;
    }
}

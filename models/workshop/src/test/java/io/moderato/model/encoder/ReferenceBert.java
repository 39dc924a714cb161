package io.moderato.model.encoder;

import io.moderato.model.EncoderConfig;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.BertWeights.Layer;
import io.moderato.model.weights.Tensor;
import java.util.Map;

/** BERT in plain loops over doubles, from the paper's formulas. The fast encoder is checked against this one. */
final class ReferenceBert {
    private final EncoderConfig config;
    private final Map<String, Tensor> weights;

    ReferenceBert(EncoderConfig config, Map<String, Tensor> weights) {
        this.config = config;
        this.weights = weights;
    }

    /** The last layer, tokens × width. */
    private double[][] encoded(long[] ids) {
        int width = config.width();
        double[][] x = new double[ids.length][width];
        for (int token = 0; token < ids.length; token++) {
            for (int i = 0; i < width; i++) {
                x[token][i] = value(BertWeights.WORDS, (int) ids[token] * width + i)
                        + value(BertWeights.POSITIONS, token * width + i)
                        + value(BertWeights.TYPES, i);
            }
            x[token] = norm(x[token], BertWeights.EMBEDDINGS_NORM);
        }
        for (int l = 0; l < config.layers(); l++) {
            x = layer(x, Layer.of(l));
        }
        return x;
    }

    /** The logits of a classifier. */
    double[] logits(long[] ids) {
        double[] pooled = linear(read(encoded(ids)), BertWeights.POOLER);
        for (int i = 0; i < pooled.length; i++) {
            pooled[i] = Math.tanh(pooled[i]);
        }
        return linear(pooled, BertWeights.CLASSIFIER);
    }

    private double[] read(double[][] x) {
        int width = config.width();
        double[] read = new double[config.pooling().parts() * width];
        for (int i = 0; i < width; i++) {
            read[i] = x[0][i];
            if (config.pooling() == EncoderConfig.Pooling.FIRST_MEAN_MAX) {
                read[2 * width + i] = Double.NEGATIVE_INFINITY;
                for (double[] token : x) {
                    read[width + i] += token[i] / x.length;
                    read[2 * width + i] = Math.max(read[2 * width + i], token[i]);
                }
            }
        }
        return read;
    }

    /** The cross-entropy of a token that was hidden at that place. */
    double maskedLoss(long[] ids, int place, int hidden) {
        double[] h = linear(encoded(ids)[place], BertWeights.LM_TRANSFORM);
        for (int i = 0; i < h.length; i++) {
            h[i] = gelu(h[i]);
        }
        double[] n = norm(h, BertWeights.LM_NORM);
        double sum = 0;
        double ofHidden = 0;
        for (int word = 0; word < config.vocabularySize(); word++) {
            double logit = value(BertWeights.LM_BIAS, word);
            for (int i = 0; i < n.length; i++) {
                logit += n[i] * value(BertWeights.WORDS, word * n.length + i);
            }
            sum += Math.exp(logit);
            ofHidden = word == hidden ? logit : ofHidden;
        }
        return Math.log(sum) - ofHidden;
    }

    private double[][] layer(double[][] x, Layer layer) {
        int tokens = x.length;
        int headWidth = config.width() / config.heads();
        double[][] result = new double[tokens][];
        for (int token = 0; token < tokens; token++) {
            double[] query = linear(x[token], layer.query());
            double[] context = new double[config.width()];
            for (int head = 0; head < config.heads(); head++) {
                double[] attention = new double[tokens];
                double sum = 0;
                for (int other = 0; other < tokens; other++) {
                    double[] key = linear(x[other], layer.key());
                    double dot = 0;
                    for (int i = head * headWidth; i < (head + 1) * headWidth; i++) {
                        dot += query[i] * key[i];
                    }
                    attention[other] = Math.exp(dot / Math.sqrt(headWidth));
                    sum += attention[other];
                }
                for (int other = 0; other < tokens; other++) {
                    double[] value = linear(x[other], layer.value());
                    for (int i = head * headWidth; i < (head + 1) * headWidth; i++) {
                        context[i] += attention[other] / sum * value[i];
                    }
                }
            }
            double[] attended = norm(plus(x[token], linear(context, layer.attentionOutput())), layer.attentionNorm());
            double[] inner = linear(attended, layer.inner());
            for (int i = 0; i < inner.length; i++) {
                inner[i] = gelu(inner[i]);
            }
            result[token] = norm(plus(attended, linear(inner, layer.output())), layer.outputNorm());
        }
        return result;
    }

    private double[] linear(double[] x, String name) {
        double[] result = new double[weights.get(name + ".bias").values().length];
        for (int row = 0; row < result.length; row++) {
            result[row] = value(name + ".bias", row);
            for (int i = 0; i < x.length; i++) {
                result[row] += value(name + ".weight", row * x.length + i) * x[i];
            }
        }
        return result;
    }

    private double[] norm(double[] x, String name) {
        double mean = 0;
        for (double v : x) {
            mean += v / x.length;
        }
        double variance = 0;
        for (double v : x) {
            variance += (v - mean) * (v - mean) / x.length;
        }
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = (x[i] - mean) / Math.sqrt(variance + config.layerNormEpsilon()) * value(name + ".weight", i)
                    + value(name + ".bias", i);
        }
        return result;
    }

    private static double[] plus(double[] a, double[] b) {
        double[] sum = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            sum[i] = a[i] + b[i];
        }
        return sum;
    }

    private double gelu(double x) {
        return config.innerActivation() == EncoderConfig.InnerActivation.GELU_TANH
                ? 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))
                : 0.5 * x * (1 + erf(x / Math.sqrt(2)));
    }

    /** The error function by its power series, exact enough for |x| below 5. */
    private static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 200; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }

    private double value(String name, int index) {
        return weights.get(name).values()[index];
    }
}

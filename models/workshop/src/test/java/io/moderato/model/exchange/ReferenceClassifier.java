package io.moderato.model.exchange;

import io.moderato.model.EncoderConfig.Family;
import io.moderato.model.weights.Tensor;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** The three families in plain loops over doubles, from their published definitions. */
final class ReferenceClassifier {
    private static final Map<Family, String> ROOT =
            Map.of(Family.BERT, "bert.", Family.ROBERTA, "roberta.", Family.DISTILBERT, "distilbert.");

    private final ForeignModels model;
    private final Map<String, Tensor> weights;
    private final boolean distil;
    private final DoubleUnaryOperator activation;
    private final double epsilon;

    ReferenceClassifier(ForeignModels model) {
        this.model = model;
        this.weights = model.weights;
        this.distil = model.family == Family.DISTILBERT;
        this.epsilon = model.family == Family.ROBERTA ? 1e-5 : 1e-12;
        String name = model.config.path(distil ? "activation" : "hidden_act").asString();
        this.activation = switch (name) {
            case "gelu" -> x -> 0.5 * x * (1 + erf(x / Math.sqrt(2)));
            case "gelu_new" -> x -> 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case "relu" -> x -> Math.max(0, x);
            default -> throw new IllegalArgumentException(name);
        };
    }

    double[] logits(long[] ids) {
        String root = ROOT.get(model.family);
        int width = ForeignModels.WIDTH;
        int firstPosition = model.family == Family.ROBERTA ? 2 : 0;
        double[][] x = new double[ids.length][width];
        for (int token = 0; token < ids.length; token++) {
            for (int i = 0; i < width; i++) {
                x[token][i] = value(root + "embeddings.word_embeddings.weight", (int) ids[token] * width + i)
                        + value(root + "embeddings.position_embeddings.weight", (token + firstPosition) * width + i)
                        + (distil ? 0 : value(root + "embeddings.token_type_embeddings.weight", i));
            }
            x[token] = norm(x[token], root + "embeddings.LayerNorm");
        }
        for (int layer = 0; layer < ForeignModels.LAYERS; layer++) {
            x = distil
                    ? layer(x, root + "transformer.layer." + layer + ".", new String[] {
                        "attention.q_lin", "attention.k_lin", "attention.v_lin", "attention.out_lin",
                        "sa_layer_norm", "ffn.lin1", "ffn.lin2", "output_layer_norm"
                    })
                    : layer(x, root + "encoder.layer." + layer + ".", new String[] {
                        "attention.self.query", "attention.self.key", "attention.self.value",
                        "attention.output.dense", "attention.output.LayerNorm", "intermediate.dense",
                        "output.dense", "output.LayerNorm"
                    });
        }
        return switch (model.family) {
            case BERT -> linear(map(linear(x[0], "bert.pooler.dense"), Math::tanh), "classifier");
            case ROBERTA -> linear(map(linear(x[0], "classifier.dense"), Math::tanh), "classifier.out_proj");
            case DISTILBERT -> linear(map(linear(x[0], "pre_classifier"), v -> Math.max(0, v)), "classifier");
            case OTHER -> throw new IllegalArgumentException();
        };
    }

    private double[][] layer(double[][] x, String layer, String[] names) {
        int tokens = x.length;
        int headWidth = ForeignModels.WIDTH / ForeignModels.HEADS;
        double[][] keys = new double[tokens][];
        double[][] values = new double[tokens][];
        for (int token = 0; token < tokens; token++) {
            keys[token] = linear(x[token], layer + names[1]);
            values[token] = linear(x[token], layer + names[2]);
        }
        double[][] result = new double[tokens][];
        for (int token = 0; token < tokens; token++) {
            double[] query = linear(x[token], layer + names[0]);
            double[] context = new double[ForeignModels.WIDTH];
            for (int head = 0; head < ForeignModels.HEADS; head++) {
                double[] attention = new double[tokens];
                double sum = 0;
                for (int other = 0; other < tokens; other++) {
                    double dot = 0;
                    for (int i = head * headWidth; i < (head + 1) * headWidth; i++) {
                        dot += query[i] * keys[other][i];
                    }
                    attention[other] = Math.exp(dot / Math.sqrt(headWidth));
                    sum += attention[other];
                }
                for (int other = 0; other < tokens; other++) {
                    for (int i = head * headWidth; i < (head + 1) * headWidth; i++) {
                        context[i] += attention[other] / sum * values[other][i];
                    }
                }
            }
            double[] attended = norm(plus(linear(context, layer + names[3]), x[token]), layer + names[4]);
            double[] inner = map(linear(attended, layer + names[5]), activation);
            result[token] = norm(plus(linear(inner, layer + names[6]), attended), layer + names[7]);
        }
        return result;
    }

    private double[] linear(double[] x, String name) {
        float[] weight = weights.get(name + ".weight").values();
        float[] bias = weights.get(name + ".bias").values();
        double[] result = new double[bias.length];
        for (int row = 0; row < result.length; row++) {
            result[row] = bias[row];
            for (int i = 0; i < x.length; i++) {
                result[row] += (double) weight[row * x.length + i] * x[i];
            }
        }
        return result;
    }

    private double[] norm(double[] x, String name) {
        double mean = 0;
        double variance = 0;
        for (double v : x) {
            mean += v / x.length;
        }
        for (double v : x) {
            variance += (v - mean) * (v - mean) / x.length;
        }
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = (x[i] - mean) / Math.sqrt(variance + epsilon) * value(name + ".weight", i)
                    + value(name + ".bias", i);
        }
        return result;
    }

    private static double[] map(double[] x, DoubleUnaryOperator function) {
        return java.util.Arrays.stream(x).map(function).toArray();
    }

    private static double[] plus(double[] a, double[] b) {
        double[] sum = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            sum[i] = a[i] + b[i];
        }
        return sum;
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

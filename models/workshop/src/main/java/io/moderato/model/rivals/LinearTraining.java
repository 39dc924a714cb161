package io.moderato.model.rivals;

import io.moderato.decision.Category;
import io.moderato.model.Logistic;
import io.moderato.model.data.LabelledText;
import io.moderato.model.data.SourcePriors;
import io.moderato.model.linear.LinearModel;
import io.moderato.model.linear.TextFeatures;
import io.moderato.model.linear.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Trains the linear model by stochastic gradient descent with AdaGrad's step for each weight (Duchi et al. 2011). A row teaches only the
 * categories for which it has a label. Soft labels are learned by cross-entropy; weak labels count less.
 */
public final class LinearTraining {
    /** The options. The same options and rows give the same model, because one thread learns in one order. */
    private final Options options;

    private final List<Category> categories;
    private final int width;
    private final Consumer<String> report;

    /**
     * The way in which the model learns.
     *
     * @param seed the seed of the order of the rows
     * @param fewestTexts the fewest texts in which a feature must occur
     * @param epochs passes over the rows
     * @param rate the first step; it falls to a tenth in the course of the run
     * @param decay how strongly the weights of a row's features are drawn to zero (L2)
     * @param kept the most features of the finished model
     */
    record Options(long seed, int fewestTexts, int epochs, float rate, float decay, int kept) {
        /** The options with the best mean ROC AUC over the validation sets; see decision record 9. */
        static Options standard(long seed) {
            return new Options(seed, 8, 3, 0.35f, 4e-4f, 400_000);
        }
    }

    LinearTraining(Options options, List<Category> categories, Consumer<String> report) {
        this.options = options;
        this.categories = categories;
        this.width = categories.size();
        this.report = report;
    }

    /**
     * The model that learned from the rows and is calibrated on the validation rows. The same seed gives the same result.
     *
     * @param report receives lines of progress
     * @throws IllegalArgumentException if no category has positives and negatives among the rows
     */
    public static LinearModel train(
            List<LabelledText> rows, List<LabelledText> validation, long seed, Consumer<String> report) {
        return new LinearTraining(Options.standard(seed), Rivals.categories(rows), report).train(rows, validation);
    }

    /** The model that learned from the rows and is calibrated on the validation rows. */
    LinearModel train(List<LabelledText> rows, List<LabelledText> validation) {
        TextFeatures reader = new TextFeatures();
        int[][] features = new int[rows.size()][];
        for (int i = 0; i < features.length; i++) {
            features[i] = reader.of(Windows.first(rows.get(i).text()));
        }
        FeatureIndex index = frequent(features);
        report.accept("%,d features occur in %d texts or more".formatted(index.size(), options.fewestTexts));
        double[] lengths = Arrays.stream(features)
                .mapToDouble(of -> LinearModel.length(of.length))
                .toArray();
        for (int i = 0; i < features.length; i++) {
            features[i] = Arrays.stream(features[i])
                    .map(index::number)
                    .filter(number -> number >= 0)
                    .toArray();
        }
        float[] biases = new float[width];
        float[] weights = descend(rows, features, lengths, index.size(), biases);
        LinearModel raw = compact(index.features(), weights, biases);
        double[][] logits =
                raw.logits(validation.stream().map(LabelledText::text).toList());
        return raw.with(OutputsFit.fit(categories, validation, logits));
    }

    private FeatureIndex frequent(int[][] features) {
        FeatureIndex all = new FeatureIndex(1 << 16);
        int[] texts = new int[1 << 16];
        for (int[] of : features) {
            for (int feature : of) {
                int number = all.add(feature);
                if (number >= texts.length) {
                    texts = Arrays.copyOf(texts, 2 * texts.length);
                }
                texts[number]++;
            }
        }
        int[] known = all.features();
        FeatureIndex frequent = new FeatureIndex(known.length / 4);
        for (int i = 0; i < known.length; i++) {
            if (texts[i] >= options.fewestTexts) {
                frequent.add(known[i]);
            }
        }
        return frequent;
    }

    private float[] descend(List<LabelledText> rows, int[][] features, double[] lengths, int size, float[] biases) {
        float[] weights = new float[Math.multiplyExact(size, width)];
        float[] squares = new float[weights.length];
        float[] biasSquares = new float[width];
        double[] errors = new double[width];
        float[] gradients = new float[width];
        SourcePriors priors = SourcePriors.of(rows);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, rows.size()).boxed().toList());
        Random random = new Random(options.seed);
        for (int epoch = 0; epoch < options.epochs; epoch++) {
            Collections.shuffle(order, random);
            double loss = 0;
            double counted = 0;
            for (int step = 0; step < order.size(); step++) {
                int row = order.get(step);
                int[] of = features[row];
                double length = lengths[row];
                Arrays.fill(errors, 0);
                for (int feature : of) {
                    int base = feature * width;
                    for (int output = 0; output < width; output++) {
                        errors[output] += weights[base + output];
                    }
                }
                double progress = (epoch + step / (double) order.size()) / options.epochs;
                float rate = (float) (options.rate * (1 - 0.9 * progress));
                int known = 0;
                for (int output = 0; output < width; output++) {
                    Category category = categories.get(output);
                    LabelledText.Label label = rows.get(row).labels().get(category);
                    if (label == null) {
                        continue;
                    }
                    known |= 1 << output;
                    double logit = errors[output] / length
                            + biases[output]
                            + priors.of(rows.get(row).set(), category);
                    double p = Logistic.of(logit);
                    loss -= label.weight()
                            * (label.target() * Math.log(p + 1e-12) + (1 - label.target()) * Math.log(1 - p + 1e-12));
                    counted += label.weight();
                    float gradient = (float) (label.weight() * (p - label.target()));
                    biasSquares[output] += gradient * gradient;
                    biases[output] -= rate * gradient / (float) Math.sqrt(biasSquares[output] + 1e-8f);
                    gradients[output] = (float) (gradient / length);
                }
                for (int feature : of) {
                    update(weights, squares, feature * width, gradients, known, rate);
                }
            }
            report.accept(String.format(
                    Locale.ROOT, "linear: pass %d of %d, loss %.4f", epoch + 1, options.epochs, loss / counted));
        }
        return weights;
    }

    private void update(float[] weights, float[] squares, int base, float[] gradients, int known, float rate) {
        for (int output = 0; output < width; output++) {
            if ((known & 1 << output) != 0) {
                int at = base + output;
                float gradient = gradients[output] + options.decay * weights[at];
                squares[at] += gradient * gradient;
                weights[at] -= rate * gradient / (float) Math.sqrt(squares[at] + 1e-8f);
            }
        }
    }

    /** The features with the largest weights, each weight as a multiple of its category's scale. */
    private LinearModel compact(int[] features, float[] weights, float[] biases) {
        float[] scales = new float[width];
        for (int output = 0; output < width; output++) {
            scales[output] = largest(weights, output) / Byte.MAX_VALUE;
        }
        double[] importance = new double[features.length];
        for (int i = 0; i < features.length; i++) {
            for (int output = 0; output < width; output++) {
                importance[i] = Math.max(importance[i], Math.abs(weights[i * width + output]) / scales[output]);
            }
        }
        double[] sorted = importance.clone();
        Arrays.sort(sorted);
        double least = features.length <= options.kept ? 0 : sorted[features.length - options.kept];
        Map<Long, Integer> kept = new TreeMap<>();
        for (int i = 0; i < features.length; i++) {
            if (importance[i] >= Math.max(0.5, least)) {
                kept.put(Integer.toUnsignedLong(features[i]), i);
            }
        }
        byte[] bytes = new byte[kept.size() * width];
        int at = 0;
        for (int i : kept.values()) {
            for (int output = 0; output < width; output++) {
                int rounded = Math.round(weights[i * width + output] / scales[output]);
                bytes[at++] = (byte) Math.clamp(rounded, -Byte.MAX_VALUE, Byte.MAX_VALUE);
            }
        }
        return new LinearModel(
                OutputsFit.uncalibrated(categories),
                kept.keySet().stream().mapToInt(Long::intValue).toArray(),
                bytes,
                scales,
                biases);
    }

    private float largest(float[] weights, int output) {
        float largest = Float.MIN_NORMAL;
        for (int at = output; at < weights.length; at += width) {
            largest = Math.max(largest, Math.abs(weights[at]));
        }
        return largest;
    }
}

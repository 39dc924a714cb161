package io.moderato.model.rivals;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Grows one tree of a random forest (Breiman 2001): rows drawn with replacement, at each node the split that lowers the Gini impurity
 * most among a few features drawn by chance.
 */
final class TreeGrowth {
    /** Bounds the memory of a tree. */
    static final int MOST_NODES = 1 << 20;

    private static final int DEEPEST = 60;
    /** A node lighter than this is a leaf: two rows that people labelled. */
    private static final double LEAST_WEIGHT = 2;

    private static final int LEVELS = WordTfIdf.LEVELS + 1;

    private final int[][] texts;
    private final float[] targets;
    private final float[] weights;
    private final int width;
    private final int drawn;
    private final SplittableRandom random;

    private final int[] chosen;
    private final int[] place;
    private final double[] masses;
    private final double[] positives;
    private int[] rows = {};
    private short[] features = new short[64];
    private byte[] levels = new byte[64];
    private int[] right = new int[64];
    private float[] answers = new float[64];
    private int size;

    /**
     * Grows trees on those rows.
     *
     * @param texts the words of each row, see {@link WordTfIdf#levels}
     * @param width the number of features
     */
    TreeGrowth(int[][] texts, float[] targets, float[] weights, int width, SplittableRandom random) {
        this.texts = texts;
        this.targets = targets;
        this.weights = weights;
        this.width = width;
        this.drawn = Math.clamp(Math.round(Math.sqrt(width)), 1, width);
        this.random = random;
        this.chosen = new int[width];
        Arrays.setAll(chosen, i -> i);
        this.place = new int[width];
        this.masses = new double[drawn * LEVELS];
        this.positives = new double[drawn * LEVELS];
    }

    /** A tree on that many rows, drawn with replacement. */
    Forest.Tree grow(int sample) {
        rows = new int[sample];
        Arrays.setAll(rows, i -> random.nextInt(texts.length));
        size = 0;
        grow(0, sample, 0);
        return new Forest.Tree(
                Arrays.copyOf(features, size),
                Arrays.copyOf(levels, size),
                Arrays.copyOf(right, size),
                Arrays.copyOf(answers, size));
    }

    private void grow(int from, int to, int depth) {
        int node = added();
        double mass = 0;
        double positive = 0;
        for (int i = from; i < to; i++) {
            mass += weights[rows[i]];
            positive += weights[rows[i]] * targets[rows[i]];
        }
        answers[node] = (float) (mass == 0 ? 0 : positive / mass);
        features[node] = -1;
        boolean pure = positive < 1e-6 || mass - positive < 1e-6;
        if (pure || mass < 2 * LEAST_WEIGHT || depth >= DEEPEST || size + 2 > MOST_NODES) {
            return;
        }
        int split = bestSplit(from, to, mass, positive);
        if (split < 0) {
            return;
        }
        int feature = split / LEVELS;
        int level = split % LEVELS;
        int middle = part(from, to, feature, level);
        if (middle == from || middle == to) {
            return;
        }
        features[node] = (short) feature;
        levels[node] = (byte) level;
        grow(from, middle, depth + 1);
        right[node] = size;
        grow(middle, to, depth + 1);
    }

    private int added() {
        if (size == features.length) {
            features = Arrays.copyOf(features, 2 * size);
            levels = Arrays.copyOf(levels, 2 * size);
            right = Arrays.copyOf(right, 2 * size);
            answers = Arrays.copyOf(answers, 2 * size);
        }
        return size++;
    }

    /** Feature × LEVELS + level of the best split, or -1 if none of the drawn features parts the rows. */
    private int bestSplit(int from, int to, double mass, double positive) {
        draw();
        Arrays.fill(masses, 0);
        Arrays.fill(positives, 0);
        for (int i = from; i < to; i++) {
            int row = rows[i];
            for (int word : texts[row]) {
                int at = place[word / LEVELS] - 1;
                if (at >= 0) {
                    masses[at * LEVELS + word % LEVELS] += weights[row];
                    positives[at * LEVELS + word % LEVELS] += weights[row] * targets[row];
                }
            }
        }
        double best = positive * positive / mass + (mass - positive) * (mass - positive) / mass + 1e-9;
        int split = -1;
        for (int at = 0; at < drawn; at++) {
            double above = 0;
            double positiveAbove = 0;
            for (int level = LEVELS - 2; level >= 0; level--) {
                above += masses[at * LEVELS + level + 1];
                positiveAbove += positives[at * LEVELS + level + 1];
                double below = mass - above;
                if (above < LEAST_WEIGHT || below < LEAST_WEIGHT || masses[at * LEVELS + level + 1] == 0) {
                    continue;
                }
                double positiveBelow = positive - positiveAbove;
                // The sum of squared shares times mass: the higher, the lower the impurity.
                double purity = (positiveAbove * positiveAbove + (above - positiveAbove) * (above - positiveAbove))
                                / above
                        + (positiveBelow * positiveBelow + (below - positiveBelow) * (below - positiveBelow)) / below;
                if (purity > best) {
                    best = purity;
                    split = chosen[at] * LEVELS + level;
                }
            }
        }
        for (int at = 0; at < drawn; at++) {
            place[chosen[at]] = 0;
        }
        return split;
    }

    /** Draws features without replacement to the front of {@link #chosen} and notes their places. */
    private void draw() {
        for (int at = 0; at < drawn; at++) {
            int other = at + random.nextInt(width - at);
            int feature = chosen[other];
            chosen[other] = chosen[at];
            chosen[at] = feature;
            place[feature] = at + 1;
        }
    }

    /** Puts the rows at or below the level first and returns where the others begin. */
    private int part(int from, int to, int feature, int level) {
        int middle = from;
        for (int i = from; i < to; i++) {
            if (level(texts[rows[i]], feature) <= level) {
                int row = rows[middle];
                rows[middle++] = rows[i];
                rows[i] = row;
            }
        }
        return middle;
    }

    private static int level(int[] text, int feature) {
        int at = Arrays.binarySearch(text, feature * LEVELS);
        int next = at >= 0 ? at : -at - 1;
        return next < text.length && text[next] / LEVELS == feature ? text[next] % LEVELS : 0;
    }
}

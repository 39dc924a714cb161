package io.moderato.model.rivals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Grows one tree of a random forest (Breiman 2001). Rows are drawn with replacement. At each node, a few features are drawn by chance, and
 * the split that lowers the Gini impurity most is taken.
 *
 * <p>Most words are in few texts, so most splits separate a few rows from many. A split therefore only goes through the rows with the word
 * and moves them; the other rows are not touched.
 */
final class TreeGrowth {
    /** The most nodes of a tree, so that its memory is bounded. */
    static final int MOST_NODES = 1 << 20;

    private static final int DEEPEST = 60;
    /** The least weight of a node that is split: two rows that people labelled. */
    private static final double LEAST_WEIGHT = 2;

    private static final int LEVELS = WordTfIdf.LEVELS + 1;

    private final int drawn;
    private final SplittableRandom random;
    /** The words of each drawn row, see {@link WordTfIdf#levels}. */
    private final int[][] texts;

    private final float[] targets;
    private final float[] weights;
    /**
     * For each feature, the drawn rows with this feature, each as row × LEVELS + level. The beginning of each feature is in {@code starts}.
     */
    private final int[] postings;

    private final int[] starts;
    /** The drawn rows, with the rows of a node side by side; then the place of each row, and the part of the tree to which it belongs. */
    private final int[] rows;

    private final int[] places;
    private final int[] parts;
    private int newest;

    private final int[] chosen;
    private final int[] among;
    private final double[] masses;
    private final double[] positives;

    private short[] features = new short[64];
    private byte[] levels = new byte[64];
    private int[] right = new int[64];
    private float[] answers = new float[64];
    private int size;

    /** A split of a node: the feature and the level above which rows go to the right, and the weight of these rows. */
    private record Split(int feature, int level, double mass, double positive) {}

    /**
     * Draws the rows of a tree.
     *
     * @param texts the words of each row, see {@link WordTfIdf#levels}
     * @param width the number of features
     * @param sample the number of rows that are drawn
     */
    TreeGrowth(int[][] texts, float[] targets, float[] weights, int width, int sample, SplittableRandom random) {
        this.random = random;
        this.drawn = Math.clamp(Math.round(Math.sqrt(width)), 1, width);
        this.texts = new int[sample][];
        this.targets = new float[sample];
        this.weights = new float[sample];
        this.starts = new int[width + 1];
        for (int i = 0; i < sample; i++) {
            int row = random.nextInt(texts.length);
            this.texts[i] = texts[row];
            this.targets[i] = targets[row];
            this.weights[i] = weights[row];
            for (int word : texts[row]) {
                starts[word / LEVELS + 1]++;
            }
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        this.postings = new int[starts[width]];
        int[] next = starts.clone();
        for (int i = 0; i < sample; i++) {
            for (int word : this.texts[i]) {
                postings[next[word / LEVELS]++] = i * LEVELS + word % LEVELS;
            }
        }
        this.rows = ascending(sample);
        this.places = ascending(sample);
        this.parts = new int[sample];
        this.chosen = ascending(width);
        this.among = new int[width];
        this.masses = new double[drawn * LEVELS];
        this.positives = new double[drawn * LEVELS];
    }

    private static int[] ascending(int size) {
        int[] numbers = new int[size];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }

    /** Grows the tree. To be called once. */
    Forest.Tree grow() {
        double mass = 0;
        double positive = 0;
        for (int i = 0; i < rows.length; i++) {
            mass += weights[i];
            positive += weights[i] * targets[i];
        }
        grow(0, rows.length, 0, 0, mass, positive);
        return new Forest.Tree(
                Arrays.copyOf(features, size),
                Arrays.copyOf(levels, size),
                Arrays.copyOf(right, size),
                Arrays.copyOf(answers, size));
    }

    private void grow(int from, int to, int depth, int part, double mass, double positive) {
        int node = added();
        answers[node] = (float) (mass <= 0 ? 0 : Math.clamp(positive / mass, 0, 1));
        features[node] = -1;
        boolean pure = positive < 1e-6 || mass - positive < 1e-6;
        if (pure || mass < 2 * LEAST_WEIGHT || depth >= DEEPEST || size + 2 > MOST_NODES) {
            return;
        }
        Split split = bestSplit(from, to, part, mass, positive);
        if (split == null) {
            return;
        }
        int middle = moveRight(to, part, split);
        int other = ++newest;
        for (int i = middle; i < to; i++) {
            parts[rows[i]] = other;
        }
        features[node] = (short) split.feature;
        levels[node] = (byte) split.level;
        grow(from, middle, depth + 1, part, mass - split.mass, positive - split.positive);
        right[node] = size;
        grow(middle, to, depth + 1, other, split.mass, split.positive);
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

    /** The best split, or null if no drawn feature separates the rows well. */
    private @Nullable Split bestSplit(int from, int to, int part, double mass, double positive) {
        int listed = draw();
        Arrays.fill(masses, 0);
        Arrays.fill(positives, 0);
        // about fifteen words of a row are known; we take the shorter of two ways to the counts
        if (listed < 15L * (to - from)) {
            for (int at = 0; at < drawn; at++) {
                for (int i = starts[chosen[at]]; i < starts[chosen[at] + 1]; i++) {
                    int row = postings[i] / LEVELS;
                    if (parts[row] == part) {
                        count(at, row, postings[i] % LEVELS);
                    }
                }
            }
        } else {
            for (int i = from; i < to; i++) {
                for (int word : texts[rows[i]]) {
                    int at = among[word / LEVELS] - 1;
                    if (at >= 0) {
                        count(at, rows[i], word % LEVELS);
                    }
                }
            }
        }
        Split best = null;
        double purest = purity(mass, positive) + 1e-9;
        for (int at = 0; at < drawn; at++) {
            double above = 0;
            double positiveAbove = 0;
            for (int level = LEVELS - 2; level >= 0; level--) {
                double here = masses[at * LEVELS + level + 1];
                above += here;
                positiveAbove += positives[at * LEVELS + level + 1];
                if (here == 0 || above < LEAST_WEIGHT || mass - above < LEAST_WEIGHT) {
                    continue;
                }
                double purity = purity(above, positiveAbove) + purity(mass - above, positive - positiveAbove);
                if (purity > purest) {
                    purest = purity;
                    best = new Split(chosen[at], level, above, positiveAbove);
                }
            }
        }
        for (int at = 0; at < drawn; at++) {
            among[chosen[at]] = 0;
        }
        return best;
    }

    private void count(int at, int row, int level) {
        masses[at * LEVELS + level] += weights[row];
        positives[at * LEVELS + level] += weights[row] * targets[row];
    }

    /** The sum of the squared shares of both classes, times the mass. A higher value means a lower Gini impurity. */
    private static double purity(double mass, double positive) {
        double negative = mass - positive;
        return (positive * positive + negative * negative) / mass;
    }

    /** Draws features without replacement to the front of {@link #chosen}, and returns the sum of the numbers of rows that have them. */
    private int draw() {
        int listed = 0;
        for (int at = 0; at < drawn; at++) {
            int other = at + random.nextInt(chosen.length - at);
            int feature = chosen[other];
            chosen[other] = chosen[at];
            chosen[at] = feature;
            among[feature] = at + 1;
            listed += starts[feature + 1] - starts[feature];
        }
        return listed;
    }

    /** Moves the rows above the level behind the other rows of their node, and returns the place where they begin. */
    private int moveRight(int to, int part, Split split) {
        int middle = to;
        for (int i = starts[split.feature]; i < starts[split.feature + 1]; i++) {
            int row = postings[i] / LEVELS;
            if (parts[row] == part && postings[i] % LEVELS > split.level) {
                middle--;
                int place = places[row];
                int displaced = rows[middle];
                rows[place] = displaced;
                places[displaced] = place;
                rows[middle] = row;
                places[row] = middle;
            }
        }
        return middle;
    }
}

package io.moderato.comparison;

import io.moderato.model.scorecard.Rate;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How two endpoints agree about one attribute, over the texts that both scored.
 *
 * @param texts         how many those are
 * @param correlation   Pearson's; NaN if one of the two gives every text the same score
 * @param rankings      Spearman's: whether they put the texts in the same order, whatever their numbers mean
 * @param oldLimit      the score from which the old endpoint's caller acted
 * @param flagged       the share of texts at or above it
 * @param sameNumber    how our endpoint agrees if the same number is its limit
 * @param sameShare     our limit that flags as many texts, and how it agrees; null if there are too few to say
 * @param bestAgreement our limit that agrees most, by Cohen's kappa; null if there are too few to say
 */
record Agreement(
        int texts,
        double correlation,
        double rankings,
        double oldLimit,
        Rate flagged,
        Limit sameNumber,
        @Nullable Limit sameShare,
        @Nullable Limit bestAgreement) {
    /** Fewer texts on one side of the old limit say nothing about where it belongs. */
    static final int FEWEST_ON_EACH_SIDE = 10;

    private static final int RESAMPLES = 200;
    private static final int MOST_RESAMPLED = 10_000;
    private static final long SEED = 20_261_231;

    /**
     * A limit of ours.
     *
     * @param at      the score from which a text is flagged
     * @param low     lower end of its interval at 95 %, by resampling; the limit itself if it was not estimated
     * @param high    upper end
     * @param flagged the share of texts that it flags
     * @param agreed  the share of texts about which the two say the same
     * @param kappa   Cohen's: agreement beyond chance, 1 is perfect, 0 is chance
     */
    record Limit(double at, double low, double high, Rate flagged, Rate agreed, double kappa) {}

    /** Compares the scores of the same texts. */
    static Agreement of(double[] before, double[] ours, double oldLimit) {
        boolean[] was = flags(before, oldLimit);
        int hits = count(was);
        boolean enough = hits >= FEWEST_ON_EACH_SIDE && before.length - hits >= FEWEST_ON_EACH_SIDE;
        return new Agreement(
                before.length,
                correlation(before, ours),
                correlation(ranks(before), ranks(ours)),
                oldLimit,
                Rate.of(hits, before.length),
                limit(was, ours, oldLimit, oldLimit, oldLimit),
                enough ? estimated(was, ours, Agreement::ofSameShare) : null,
                enough ? estimated(was, ours, Agreement::ofBestKappa) : null);
    }

    /** Finds a limit in the scores for verdicts. */
    private interface Finder {
        double find(boolean[] was, double[] ours);
    }

    private static Limit estimated(boolean[] was, double[] ours, Finder finder) {
        Random random = new Random(SEED);
        int size = Math.min(was.length, MOST_RESAMPLED);
        double[] found = new double[RESAMPLES];
        for (int sample = 0; sample < RESAMPLES; sample++) {
            boolean[] verdicts = new boolean[size];
            double[] scores = new double[size];
            for (int i = 0; i < size; i++) {
                int text = random.nextInt(was.length);
                verdicts[i] = was[text];
                scores[i] = ours[text];
            }
            found[sample] = finder.find(verdicts, scores);
        }
        Arrays.sort(found);
        double at = finder.find(was, ours);
        int tail = Math.round(RESAMPLES * 0.025f);
        return limit(was, ours, at, Math.min(at, found[tail]), Math.max(at, found[RESAMPLES - 1 - tail]));
    }

    private static Limit limit(boolean[] was, double[] ours, double at, double low, double high) {
        boolean[] is = flags(ours, at);
        int same = (int) IntStream.range(0, was.length)
                .filter(text -> was[text] == is[text])
                .count();
        return new Limit(
                at,
                low,
                high,
                Rate.of(count(is), is.length),
                Rate.of(same, was.length),
                kappa(was.length, count(was), count(is), same));
    }

    /** The score of the last text that is flagged when as many are as before; just above all scores if none was. */
    private static double ofSameShare(boolean[] was, double[] ours) {
        double[] sorted = ours.clone();
        Arrays.sort(sorted);
        int hits = count(was);
        return hits == 0 ? Math.nextUp(sorted[sorted.length - 1]) : sorted[sorted.length - hits];
    }

    private static double ofBestKappa(boolean[] was, double[] ours) {
        Integer[] order = IntStream.range(0, ours.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> Double.compare(ours[b], ours[a]));
        int hits = count(was);
        int same = was.length - hits;
        double best = Double.NEGATIVE_INFINITY;
        double at = Math.nextUp(ours[order[0]]);
        for (int flagged = 1; flagged <= order.length; flagged++) {
            same += was[order[flagged - 1]] ? 1 : -1;
            boolean tied = flagged < order.length && ours[order[flagged]] == ours[order[flagged - 1]];
            double kappa = tied ? Double.NEGATIVE_INFINITY : kappa(was.length, hits, flagged, same);
            if (kappa > best) {
                best = kappa;
                at = ours[order[flagged - 1]];
            }
        }
        return at;
    }

    /** Cohen 1960; 1 where both flag all texts, or both none. */
    private static double kappa(int texts, int first, int second, int same) {
        double n = texts;
        double chance = first / n * (second / n) + (1 - first / n) * (1 - second / n);
        return chance == 1 ? 1 : (same / n - chance) / (1 - chance);
    }

    private static boolean[] flags(double[] scores, double limit) {
        boolean[] flags = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            flags[i] = scores[i] >= limit;
        }
        return flags;
    }

    private static int count(boolean[] flags) {
        int hits = 0;
        for (boolean flag : flags) {
            hits += flag ? 1 : 0;
        }
        return hits;
    }

    private static double correlation(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElse(0);
        double meanY = Arrays.stream(y).average().orElse(0);
        double both = 0;
        double squaresX = 0;
        double squaresY = 0;
        for (int i = 0; i < x.length; i++) {
            both += (x[i] - meanX) * (y[i] - meanY);
            squaresX += (x[i] - meanX) * (x[i] - meanX);
            squaresY += (y[i] - meanY) * (y[i] - meanY);
        }
        return squaresX == 0 || squaresY == 0 ? Double.NaN : both / Math.sqrt(squaresX * squaresY);
    }

    /** The place of each value in their order; equal values share the mean of their places. */
    private static double[] ranks(double[] values) {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.length; ) {
            int to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + to - 1) / 2.0;
            }
            from = to;
        }
        return ranks;
    }
}

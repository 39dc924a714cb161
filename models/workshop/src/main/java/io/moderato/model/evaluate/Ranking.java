package io.moderato.model.evaluate;

import java.util.Arrays;
import java.util.Comparator;

/** Measures how well scores put positives above negatives. Equal scores share their places. */
public final class Ranking {
    private Ranking() {}

    /**
     * The area under the ROC curve: the chance that a positive scores higher than a negative. NaN without positives or without negatives.
     */
    public static double auc(double[] scores, boolean[] positive) {
        Integer[] order = order(scores, Comparator.comparingDouble(i -> scores[i]));
        double rankSum = 0;
        long positives = 0;
        int start = 0;
        while (start < order.length) {
            int end = start;
            while (end < order.length && scores[order[end]] == scores[order[start]]) {
                end++;
            }
            double rank = (start + 1 + end) / 2.0;
            for (int i = start; i < end; i++) {
                if (positive[order[i]]) {
                    rankSum += rank;
                    positives++;
                }
            }
            start = end;
        }
        long negatives = order.length - positives;
        return positives == 0 || negatives == 0
                ? Double.NaN
                : (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }

    /** The mean, over the positives, of the precision at their score. NaN without positives. */
    public static double averagePrecision(double[] scores, boolean[] positive) {
        Integer[] order = order(
                scores, Comparator.comparingDouble((Integer i) -> scores[i]).reversed());
        long hits = 0;
        double sum = 0;
        int start = 0;
        while (start < order.length) {
            int end = start;
            long group = 0;
            while (end < order.length && scores[order[end]] == scores[order[start]]) {
                group += positive[order[end]] ? 1 : 0;
                end++;
            }
            hits += group;
            sum += group * (hits / (double) end);
            start = end;
        }
        return hits == 0 ? Double.NaN : sum / hits;
    }

    /** The harmonic mean of precision and recall if every score from the threshold up counts as positive. */
    public static double f1(double[] scores, boolean[] positive, double threshold) {
        long truePositives = 0;
        long called = 0;
        long positives = 0;
        for (int i = 0; i < scores.length; i++) {
            boolean call = scores[i] >= threshold;
            called += call ? 1 : 0;
            positives += positive[i] ? 1 : 0;
            truePositives += call && positive[i] ? 1 : 0;
        }
        return called + positives == 0 ? Double.NaN : 2.0 * truePositives / (called + positives);
    }

    /**
     * The lowest threshold at which F1 is highest. It lies in the middle between two neighbouring scores, so that it is as far as possible
     * from the texts by which it was chosen. NaN without positives.
     */
    public static double bestF1Threshold(double[] scores, boolean[] positive) {
        return bestThreshold(
                scores, positive, (hits, called, positives, n) -> 2.0 * hits / Math.max(1, called + positives));
    }

    /**
     * The lowest threshold at which the mean of recall and specificity is highest. It lies in the middle between two neighbouring scores.
     * NaN without positives.
     */
    public static double bestBalancedThreshold(double[] scores, boolean[] positive) {
        return bestThreshold(
                scores,
                positive,
                (hits, called, positives, n) ->
                        hits / (double) positives - (called - hits) / (double) Math.max(1, n - positives));
    }

    /** The quality of a threshold, from the number of texts that it calls positive and the number of these that are positive. */
    private interface Merit {
        double of(long hits, long called, long positives, long n);
    }

    private static double bestThreshold(double[] scores, boolean[] positive, Merit merit) {
        Integer[] order = order(
                scores, Comparator.comparingDouble((Integer i) -> scores[i]).reversed());
        long positives = 0;
        for (boolean one : positive) {
            positives += one ? 1 : 0;
        }
        double best = Double.NEGATIVE_INFINITY;
        double threshold = Double.NaN;
        long hits = 0;
        for (int i = 0; i < order.length && positives > 0; i++) {
            hits += positive[order[i]] ? 1 : 0;
            double score = scores[order[i]];
            double next = i + 1 == order.length ? score : scores[order[i + 1]];
            if (i + 1 == order.length || next != score) {
                double of = merit.of(hits, i + 1, positives, order.length);
                if (of >= best) {
                    best = of;
                    threshold = (score + next) / 2;
                }
            }
        }
        return threshold;
    }

    private static Integer[] order(double[] scores, Comparator<Integer> comparator) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, comparator);
        return order;
    }
}

package io.moderato.model.evaluate;

import io.moderato.model.scorecard.Reliability.Bin;
import io.moderato.model.scorecard.Rounded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The expected calibration error with bins of equal mass (Nguyen and O'Connor 2015). The rows are sorted by score and cut into bins of the
 * same weight; the error is the weighted mean of |mean score − mean label| over the bins. Rows count by the weight of their label, as in
 * the fit of the calibration.
 */
public final class CalibrationError {
    /** The number of bins, unless there are fewer different scores. */
    public static final int BINS = 15;

    private final List<Bin> bins;
    private final double error;

    private CalibrationError(List<Bin> bins, double error) {
        this.bins = bins;
        this.error = error;
    }

    /**
     * Measures scores against labels. Equal scores stay in one bin, so the result does not depend on the order of the rows.
     *
     * @param targets the labels, in [0, 1]
     * @param weights the weights of the rows, above 0
     */
    public static CalibrationError of(double[] scores, double[] targets, double[] weights) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
        double total = Arrays.stream(weights).sum();
        List<Bin> bins = new ArrayList<>();
        double error = 0;
        double before = 0;
        int start = 0;
        while (start < order.length) {
            double limit = total * (bins.size() + 1) / BINS;
            double mass = 0;
            double predicted = 0;
            double observed = 0;
            int end = start;
            while (end < order.length
                    && (end == start
                            || before + mass < limit - 1e-9 * total
                            || scores[order[end]] == scores[order[end - 1]])) {
                int row = order[end];
                mass += weights[row];
                predicted += weights[row] * scores[row];
                observed += weights[row] * targets[row];
                end++;
            }
            before += mass;
            bins.add(new Bin(Rounded.to4(predicted / mass), Rounded.to4(observed / mass), end - start));
            error += Math.abs(predicted - observed);
            start = end;
        }
        return new CalibrationError(List.copyOf(bins), total == 0 ? Double.NaN : error / total);
    }

    /** The bins from the lowest scores to the highest. */
    public List<Bin> bins() {
        return bins;
    }

    /** The expected calibration error in [0, 1]; NaN without rows. */
    public double error() {
        return error;
    }
}

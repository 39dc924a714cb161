package io.moderato.model.scorecard;

import io.moderato.decision.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Points of a curve for a plot, few enough to store.
 *
 * @param x recall for {@link Kind#PRECISION_RECALL}, false-positive rate for {@link Kind#ROC}, rising
 * @param y precision for {@link Kind#PRECISION_RECALL}, recall for {@link Kind#ROC}
 */
public record Curve(Kind kind, Category category, List<Double> x, List<Double> y) {
    /** The meaning of the axes. */
    public enum Kind {
        /** Recall against false-positive rate. */
        ROC,
        /** Precision against recall. */
        PRECISION_RECALL
    }

    /** The number of steps of a stored curve. A curve has at most one point more. */
    private static final int STEPS = 60;

    /** Recall against false-positive rate. The points are closest where few harmless texts are hit. Both classes must be there. */
    public static Curve roc(Category category, double[] scores, boolean[] positive) {
        double[] harmful = sorted(scores, positive, true);
        double[] harmless = sorted(scores, positive, false);
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int step = 0; step <= STEPS; step++) {
            double share = Math.pow(step / (double) STEPS, 2);
            int above = (int) Math.round(share * harmless.length);
            // found is every harmful text that scores at least as high as the lowest harmless text that is hit; if none
            // is hit, every harmful text that scores higher than all harmless ones
            long found = above == 0
                    ? harmful.length - firstAbove(harmful, harmless[harmless.length - 1])
                    : harmful.length - firstFrom(harmful, harmless[harmless.length - above]);
            x.add(Rounded.to4(above / (double) harmless.length));
            y.add(Rounded.to4(found / (double) harmful.length));
        }
        return new Curve(Kind.ROC, category, x, y);
    }

    /** Precision against recall. Both classes must be there. */
    public static Curve precisionRecall(Category category, double[] scores, boolean[] positive) {
        double[] harmful = sorted(scores, positive, true);
        double[] harmless = sorted(scores, positive, false);
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int step = 1; step <= STEPS; step++) {
            int found = Math.max(1, (int) Math.round(step / (double) STEPS * harmful.length));
            double threshold = harmful[harmful.length - found];
            long hits = harmful.length - firstFrom(harmful, threshold);
            long wrong = harmless.length - firstFrom(harmless, threshold);
            x.add(Rounded.to4(hits / (double) harmful.length));
            y.add(Rounded.to4(hits / (double) (hits + wrong)));
        }
        return new Curve(Kind.PRECISION_RECALL, category, x, y);
    }

    private static double[] sorted(double[] scores, boolean[] positive, boolean which) {
        return IntStream.range(0, scores.length)
                .filter(i -> positive[i] == which)
                .mapToDouble(i -> scores[i])
                .sorted()
                .toArray();
    }

    /** The place of the first number that is at least the value. */
    private static int firstFrom(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int firstAbove(double[] sorted, double value) {
        return firstFrom(sorted, Math.nextUp(value));
    }

    /** Copies the points. */
    public Curve {
        x = List.copyOf(x);
        y = List.copyOf(y);
        if (x.size() != y.size()) {
            throw new IllegalArgumentException("%d x for %d y".formatted(x.size(), y.size()));
        }
    }
}

package io.moderato.model.scorecard.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Two scores of the same texts: each against the other, and the share of texts that a limit flags by either. */
public final class PairsPlot {
    private static final int MOST_POINTS = 1500;
    private static final int STEPS = 100;
    private static final long SEED = 1;

    private PairsPlot() {}

    /**
     * The picture, as XML text.
     *
     * @param attribute  what was scored; letters, and signs that a name in XML may have
     * @param before     the old scores
     * @param ours       ours, of the same texts
     * @param oldLimit   the limit that the old scores had
     * @param newLimit   the limit of ours that flags as many; NaN if there is none
     */
    public static String of(String attribute, double[] before, double[] ours, double oldLimit, double newLimit) {
        Svg svg = new Svg(
                "plot-pairs-" + attribute.replaceAll("[^A-Za-z]", "-"),
                attribute + ": old scores and ours",
                "Left, the old score of each text across and ours upwards; right, the share of texts at or above a limit, a line for each.");
        points(svg, before, ours, oldLimit, newLimit);
        shares(svg, before, ours, oldLimit, newLimit);
        return svg.finished(SquarePanel.PICTURE_HEIGHT);
    }

    private static void points(Svg svg, double[] before, double[] ours, double oldLimit, double newLimit) {
        SquarePanel panel = SquarePanel.left(svg, "old score", "our score");
        Scale x = panel.x();
        Scale y = panel.y();
        // more would be a blot
        IntStream shown = before.length <= MOST_POINTS
                ? IntStream.range(0, before.length)
                : new Random(SEED).ints(MOST_POINTS, 0, before.length);
        for (int text : shown.toArray()) {
            svg.mark(0, x.at(before[text]), y.at(ours[text]), 1.8, "");
        }
        svg.line(x.at(oldLimit), y.at(1), x.at(oldLimit), y.at(0), "d");
        if (!Double.isNaN(newLimit)) {
            svg.line(x.at(0), y.at(newLimit), x.at(1), y.at(newLimit), "d");
        }
    }

    private static void shares(Svg svg, double[] before, double[] ours, double oldLimit, double newLimit) {
        SquarePanel panel = SquarePanel.right(svg, "limit", "share of texts at or above it");
        Scale x = panel.x();
        Scale y = panel.y();
        svg.legend(List.of("old", "ours"), x.at(0) + 170, 50);
        curve(svg, before, x, y, 0);
        curve(svg, ours, x, y, 1);
        svg.mark(0, x.at(oldLimit), y.at(share(before, oldLimit)), 4.5, "old limit %.2f".formatted(oldLimit));
        if (!Double.isNaN(newLimit)) {
            svg.mark(1, x.at(newLimit), y.at(share(ours, newLimit)), 4.5, "our limit %.2f".formatted(newLimit));
        }
    }

    private static void curve(Svg svg, double[] scores, Scale x, Scale y, int series) {
        double[] across = new double[STEPS + 1];
        double[] upwards = new double[STEPS + 1];
        for (int step = 0; step <= STEPS; step++) {
            double limit = step / (double) STEPS;
            across[step] = x.at(limit);
            upwards[step] = y.at(share(scores, limit));
        }
        svg.polyline(across, upwards, "l" + series);
    }

    private static double share(double[] scores, double limit) {
        long above = Arrays.stream(scores).filter(score -> score >= limit).count();
        return scores.length == 0 ? 0 : above / (double) scores.length;
    }
}

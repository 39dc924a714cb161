package io.moderato.model.scorecard.plot;

import io.moderato.model.scorecard.plot.Svg.Anchor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** Two scores of the same texts: each against the other, and the share of texts that a limit flags by either. */
public final class PairsPlot {
    private static final double SIZE = 320;
    private static final double TOP = 84;
    private static final double[] LEFTS = {44, 470};
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
        return svg.finished(TOP + SIZE + 46);
    }

    private static void points(Svg svg, double[] before, double[] ours, double oldLimit, double newLimit) {
        Scale x = new Scale(0, 1, LEFTS[0], LEFTS[0] + SIZE);
        Scale y = new Scale(0, 1, TOP + SIZE, TOP);
        panel(svg, LEFTS[0], "old score", "our score");
        // more would be a blot
        IntStream shown = before.length <= MOST_POINTS
                ? IntStream.range(0, before.length)
                : new Random(SEED).ints(MOST_POINTS, 0, before.length);
        for (int text : shown.toArray()) {
            svg.mark(0, x.at(before[text]), y.at(ours[text]), 1.8, "");
        }
        svg.line(x.at(oldLimit), TOP, x.at(oldLimit), TOP + SIZE, "d");
        if (!Double.isNaN(newLimit)) {
            svg.line(LEFTS[0], y.at(newLimit), LEFTS[0] + SIZE, y.at(newLimit), "d");
        }
    }

    private static void shares(Svg svg, double[] before, double[] ours, double oldLimit, double newLimit) {
        Scale x = new Scale(0, 1, LEFTS[1], LEFTS[1] + SIZE);
        Scale y = new Scale(0, 1, TOP + SIZE, TOP);
        panel(svg, LEFTS[1], "limit", "share of texts at or above it");
        svg.legend(List.of("old", "ours"), LEFTS[1] + 170, 50);
        curve(svg, before, x, y, 0);
        curve(svg, ours, x, y, 1);
        svg.mark(0, x.at(oldLimit), y.at(share(sorted(before), oldLimit)), 4.5, "old limit %.2f".formatted(oldLimit));
        if (!Double.isNaN(newLimit)) {
            svg.mark(1, x.at(newLimit), y.at(share(sorted(ours), newLimit)), 4.5, "our limit %.2f".formatted(newLimit));
        }
    }

    private static void curve(Svg svg, double[] scores, Scale x, Scale y, int series) {
        double[] sorted = sorted(scores);
        double[] across = new double[STEPS + 1];
        double[] upwards = new double[STEPS + 1];
        for (int step = 0; step <= STEPS; step++) {
            double limit = step / (double) STEPS;
            across[step] = x.at(limit);
            upwards[step] = y.at(share(sorted, limit));
        }
        svg.polyline(across, upwards, "l" + series);
    }

    private static double[] sorted(double[] scores) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double share(double[] sorted, double limit) {
        long above = Arrays.stream(sorted).filter(score -> score >= limit).count();
        return sorted.length == 0 ? 0 : above / (double) sorted.length;
    }

    private static void panel(Svg svg, double left, String across, String upwards) {
        Scale x = new Scale(0, 1, left, left + SIZE);
        Scale y = new Scale(0, 1, TOP + SIZE, TOP);
        svg.rectangle(left, TOP, SIZE, SIZE, 3, "z", "");
        for (double tick : x.ticks(5)) {
            svg.line(x.at(tick), TOP, x.at(tick), TOP + SIZE, "g");
            svg.line(left, y.at(tick), left + SIZE, y.at(tick), "g");
            svg.text(x.at(tick), TOP + SIZE + 17, "s q n", Anchor.MIDDLE, String.format(Locale.ROOT, "%.1f", tick));
            svg.text(left - 8, y.at(tick) + 4, "s q n", Anchor.END, String.format(Locale.ROOT, "%.1f", tick));
        }
        svg.text(left + SIZE / 2, TOP + SIZE + 36, "s q", Anchor.MIDDLE, across);
        svg.text(left, TOP - 8, "s q", Anchor.START, upwards);
    }
}

package io.moderato.model.scorecard.plot;

import io.moderato.model.scorecard.Reliability;
import io.moderato.model.scorecard.plot.Svg.Anchor;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Draws a small reliability diagram for each category: the score against the share of texts that people call harmful. */
final class ReliabilityPlot {
    private static final int COLUMNS = 4;
    private static final double SIZE = 146;
    private static final double STEP_X = 205;
    private static final double STEP_Y = 218;
    private static final double LEFT = 32;
    private static final double TOP = 104;

    /** The values at which the axes may end. A rare category never scores high, and its corner would be too small to see on a full axis. */
    private static final double[] ENDS = {0.1, 0.2, 0.5, 1};

    private ReliabilityPlot() {}

    static String of(String model, List<Reliability> categories) {
        Svg svg = new Svg(
                "plot-reliability",
                "Do scores mean what they say?",
                "Reliability diagrams of %s by category: mean score across, share of texts that people call so upwards. On the diagonal a score is an honest probability."
                        .formatted(model));
        svg.text(
                0,
                44,
                "q",
                Anchor.START,
                "%s: score across, share that people call so upwards; on the dashed line they agree. Axes differ."
                        .formatted(model));
        for (int i = 0; i < categories.size(); i++) {
            panel(svg, categories.get(i), LEFT + i % COLUMNS * STEP_X, TOP + (double) (i / COLUMNS) * STEP_Y);
        }
        return svg.finished(TOP + Math.ceilDiv(categories.size(), COLUMNS) * STEP_Y - 34);
    }

    private static void panel(Svg svg, Reliability of, double left, double top) {
        double most = of.bins().stream()
                .mapToDouble(bin -> Math.max(bin.predicted(), bin.observed()))
                .max()
                .orElse(1);
        double end =
                DoubleStream.of(ENDS).filter(one -> one >= most).findFirst().orElse(1);
        Scale x = new Scale(0, end, left, left + SIZE);
        Scale y = new Scale(0, end, top + SIZE, top);
        svg.text(left, top - 24, "b", Anchor.START, of.category().key().replace('_', ' '));
        svg.text(
                left,
                top - 8,
                "s q n",
                Anchor.START,
                of.uncalibratedError() == null
                        ? String.format(Locale.ROOT, "error %.3f", of.expectedCalibrationError())
                        : String.format(
                                Locale.ROOT,
                                "error %.3f, was %.3f",
                                of.expectedCalibrationError(),
                                of.uncalibratedError()));
        svg.rectangle(left, top, SIZE, SIZE, 3, "z", "");
        for (double tick : List.of(0.0, end / 2, end)) {
            svg.line(x.at(tick), top, x.at(tick), top + SIZE, "g");
            svg.line(left, y.at(tick), left + SIZE, y.at(tick), "g");
            svg.text(x.at(tick), top + SIZE + 15, "s q n", Anchor.MIDDLE, label(tick));
            svg.text(left - 6, y.at(tick) + 4, "s q n", Anchor.END, label(tick));
        }
        svg.line(left, top + SIZE, left + SIZE, top, "d");
        List<Reliability.Bin> bins = of.bins();
        svg.polyline(
                bins.stream().mapToDouble(bin -> x.at(bin.predicted())).toArray(),
                bins.stream().mapToDouble(bin -> y.at(bin.observed())).toArray(),
                "l0");
        for (Reliability.Bin bin : bins) {
            svg.mark(
                    0,
                    x.at(bin.predicted()),
                    y.at(bin.observed()),
                    3.2,
                    String.format(
                            Locale.ROOT,
                            "score %.3f, people %.3f, %,d texts",
                            bin.predicted(),
                            bin.observed(),
                            bin.n()));
        }
    }

    private static String label(double tick) {
        return tick == Math.rint(tick) ? Svg.number(tick) : String.valueOf(Math.round(tick * 100) / 100.0);
    }
}

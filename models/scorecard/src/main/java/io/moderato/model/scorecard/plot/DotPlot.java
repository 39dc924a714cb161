package io.moderato.model.scorecard.plot;

import io.moderato.model.scorecard.plot.Svg.Anchor;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws Cleveland's dot plot: a line for each measured thing, and on the line a mark for each model. */
final class DotPlot {
    private static final double LEFT = 210;
    private static final double RIGHT = 730;
    private static final double ROW = 23;
    private static final double TOP = 84;

    private final Svg svg;
    private final Scale x;
    private final int series;
    private double y = TOP;

    /**
     * A group of lines of one kind.
     *
     * @param rows the values by the name of the line, one for each series; NaN if there is no value
     */
    record Section(String heading, Map<String, double[]> rows) {}

    DotPlot(Svg svg, List<String> series, double low, double high) {
        this.svg = svg;
        this.series = series.size();
        this.x = new Scale(low, high, LEFT, RIGHT);
        svg.legend(series, 0, 50);
    }

    /** Draws the sections below each other and returns the height of the picture. */
    double draw(List<Section> sections, String axis) {
        double height = TOP;
        for (Section section : sections) {
            height += (section.heading.isEmpty() ? 0 : 28) + ROW * section.rows.size();
        }
        for (double tick : x.ticks(6)) {
            svg.line(x.at(tick), TOP - 6, x.at(tick), height, "g");
            svg.text(x.at(tick), TOP - 12, "s q n", Anchor.MIDDLE, String.format(Locale.ROOT, "%.2f", tick));
        }
        svg.text(Svg.WIDTH, 50, "s q", Anchor.END, axis);
        for (Section section : sections) {
            if (!section.heading.isEmpty()) {
                svg.text(0, y + 19, "b", Anchor.START, section.heading);
                y += 28;
            }
            section.rows.forEach(this::row);
        }
        return height + 8;
    }

    private void row(String name, double[] values) {
        double middle = y + ROW / 2;
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        double best = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                lowest = Math.min(lowest, x.at(value));
                highest = Math.max(highest, x.at(value));
                best = Math.max(best, value);
            }
        }
        svg.text(LEFT - 12, middle + 4.5, "", Anchor.END, name);
        svg.line(LEFT, middle, RIGHT, middle, "g");
        if (highest > lowest) {
            svg.line(lowest, middle, highest, middle, "a");
        }
        // the first model is drawn last, so that it lies on top
        for (int i = series - 1; i >= 0; i--) {
            if (!Double.isNaN(values[i])) {
                svg.mark(i, x.at(values[i]), middle, i == 0 ? 5.5 : 4.5, String.format(Locale.ROOT, "%.3f", values[i]));
            }
        }
        if (!Double.isNaN(values[0])) {
            svg.text(
                    Svg.WIDTH,
                    middle + 4.5,
                    series > 1 && values[0] < best ? "n q" : "n b",
                    Anchor.END,
                    String.format(Locale.ROOT, "%.3f", values[0]));
        }
        y += ROW;
    }
}

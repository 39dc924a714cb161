package io.moderato.model.scorecard.plot;

import io.moderato.model.scorecard.Curve;
import io.moderato.model.scorecard.plot.Svg.Anchor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Draws the ROC curve and the precision-recall curve of toxicity side by side. */
final class CurvePlot {
    private static final double SIZE = 320;
    private static final double TOP = 84;
    private static final double[] LEFTS = {44, 470};

    private CurvePlot() {}

    /**
     * The picture.
     *
     * @param curves the curves of each model
     */
    static String of(List<String> models, List<List<Curve>> curves) {
        Svg svg = new Svg(
                "plot-curves",
                "Toxicity on the sets that people judged",
                "Left, recall against the share of harmless texts called toxic; right, precision against recall; a line for each model.");
        svg.legend(models, 0, 50);
        panel(svg, Curve.Kind.ROC, curves, LEFTS[0], "harmless texts called toxic", "toxic texts found");
        panel(svg, Curve.Kind.PRECISION_RECALL, curves, LEFTS[1], "toxic texts found", "called toxic rightly");
        return svg.finished(TOP + SIZE + 46);
    }

    private static void panel(
            Svg svg, Curve.Kind kind, List<List<Curve>> curves, double left, String across, String upwards) {
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
        if (kind == Curve.Kind.ROC) {
            svg.line(left, TOP + SIZE, left + SIZE, TOP, "d");
        }
        // the first model is drawn last, so that it lies on top
        for (int model = curves.size() - 1; model >= 0; model--) {
            Curve curve = of(curves.get(model), kind);
            if (curve != null) {
                svg.polyline(
                        curve.x().stream().mapToDouble(x::at).toArray(),
                        curve.y().stream().mapToDouble(y::at).toArray(),
                        "l" + model % Svg.SERIES);
                int middle = curve.x().size() * (model + 2) / 8;
                svg.mark(model, x.at(curve.x().get(middle)), y.at(curve.y().get(middle)), 4.5, "");
            }
        }
    }

    private static @Nullable Curve of(List<Curve> curves, Curve.Kind kind) {
        return curves.stream().filter(curve -> curve.kind() == kind).findFirst().orElse(null);
    }
}

package io.moderato.model.scorecard.plot;

import io.moderato.model.scorecard.Curve;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws the ROC curve and the precision-recall curve of toxicity side by side. */
final class CurvePlot {
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
        SquarePanel left = SquarePanel.left(svg, "harmless texts called toxic", "toxic texts found");
        // a model that knows nothing stays on it
        svg.line(left.x().at(0), left.y().at(0), left.x().at(1), left.y().at(1), "d");
        lines(svg, left, Curve.Kind.ROC, curves);
        SquarePanel right = SquarePanel.right(svg, "toxic texts found", "called toxic rightly");
        lines(svg, right, Curve.Kind.PRECISION_RECALL, curves);
        return svg.finished(SquarePanel.PICTURE_HEIGHT);
    }

    private static void lines(Svg svg, SquarePanel panel, Curve.Kind kind, List<List<Curve>> curves) {
        Scale x = panel.x();
        Scale y = panel.y();
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

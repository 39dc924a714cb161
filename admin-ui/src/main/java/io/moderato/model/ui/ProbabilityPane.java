package io.moderato.model.ui;

import com.vaadin.flow.component.html.Div;
import io.moderato.console.FigureTable;
import io.moderato.console.Looks;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.scorecard.Curve;
import io.moderato.model.scorecard.Reliability;
import io.moderato.model.scorecard.Scorecard;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Shows whether scores are honest probabilities, and what a threshold gains and costs: precision against recall. */
final class ProbabilityPane extends Div {
    private static final List<Double> RECALLS = List.of(0.5, 0.7, 0.8, 0.9, 0.95);

    ProbabilityPane(Comparison comparison, List<String> names, Map<String, String> plots) {
        addClassName("findings");
        Scorecard model = comparison.model();
        if (!model.reliability().isEmpty()) {
            add(reliability(model.reliability(), plots));
        }
        if (model.curves().stream().anyMatch(curve -> curve.kind() == Curve.Kind.PRECISION_RECALL)) {
            add(curves(comparison, names, plots));
        }
        if (getComponentCount() == 0) {
            add(Looks.empty("Probabilities were not measured", "“moderato evaluate” measures calibration and curves."));
        }
    }

    private static Finding reliability(List<Reliability> categories, Map<String, String> plots) {
        Reliability worst = categories.stream()
                .max(Comparator.comparingDouble(Reliability::expectedCalibrationError))
                .orElseThrow();
        FigureTable table = new FigureTable(
                "Calibration by category",
                "Category",
                List.of("Calibration error", "Before calibration", "Texts", "Highest scores", "People then say"));
        categories.forEach(of -> {
            boolean none = of.bins().isEmpty();
            table.row(
                    Looks.chip(of.category()),
                    List.of(
                            Figures.measure(of.expectedCalibrationError()),
                            Figures.measure(of.uncalibratedError()),
                            Figures.count(of.bins().stream()
                                    .mapToLong(Reliability.Bin::n)
                                    .sum()),
                            none
                                    ? Figures.NOT_MEASURED
                                    : "%.2f".formatted(of.bins().getLast().predicted()),
                            none
                                    ? Figures.NOT_MEASURED
                                    : "%.2f".formatted(of.bins().getLast().observed())));
        });
        return new Finding(
                        "Does a score mean what it says?",
                        "On average a score of “%s”, the least honest category, is off by %.3f."
                                .formatted(Looks.shortName(worst.category()), worst.expectedCalibrationError()),
                        "Among texts that score 0.8, people should call eight in ten harmful: then the points lie on the dashed line. Below it the model claims too much, above it too little.")
                .advice("Where the points leave the line, choose the threshold by what it catches, not by the number.")
                .plot(plots.get("reliability.svg"))
                .table(table);
    }

    private static Finding curves(Comparison comparison, List<String> names, Map<String, String> plots) {
        Curve curve = precisionRecall(comparison.model()).getFirst();
        FigureTable table = new FigureTable("Share of texts called toxic that are toxic", "Toxic texts found", names);
        RECALLS.forEach(recall -> table.row(
                Looks.percent(recall),
                comparison.models().stream()
                        .map(model -> precisionRecall(model).stream()
                                .findFirst()
                                .map(of -> Figures.share(precisionAt(of, recall)))
                                .orElse(Figures.NOT_MEASURED))
                        .toList()));
        return new Finding(
                        "What does a threshold buy?",
                        "A threshold that finds 8 in 10 toxic texts is right in %s of what it calls toxic."
                                .formatted(Figures.share(precisionAt(curve, 0.8))),
                        "The lower the threshold, the more is found and the more is taken wrongly. Harm is more frequent in these sets than on most platforms, so expect fewer right calls on yours.")
                .advice(
                        "Pick the point you can live with: review from there, and reject where nearly all calls are right.")
                .plot(plots.get("curves.svg"))
                .table(table);
    }

    private static List<Curve> precisionRecall(Scorecard model) {
        return model.curves().stream()
                .filter(curve -> curve.kind() == Curve.Kind.PRECISION_RECALL)
                .toList();
    }

    /** The best precision of a stored point with at least that recall; 0 if there is none. */
    private static double precisionAt(Curve curve, double recall) {
        DoubleStream precisions = IntStream.range(0, curve.x().size())
                .filter(i -> curve.x().get(i) >= recall - 1e-9)
                .mapToDouble(i -> curve.y().get(i));
        return precisions.max().orElse(0);
    }
}

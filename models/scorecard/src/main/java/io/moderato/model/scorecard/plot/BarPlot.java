package io.moderato.model.scorecard.plot;

import io.moderato.model.scorecard.Behaviour.ObfuscationAccuracy;
import io.moderato.model.scorecard.plot.Svg.Anchor;
import java.util.List;
import java.util.Locale;

/** Draws the accuracy under each obfuscation as bars that rise from chance. */
final class BarPlot {
    private static final double LEFT = 40;
    private static final double RIGHT = 800;
    private static final double TOP = 76;
    private static final double BOTTOM = 316;
    /** The accuracy of guessing: half of the texts are harmful. */
    private static final double CHANCE = 0.5;

    private BarPlot() {}

    /**
     * The picture.
     *
     * @param accuracies for each model the same obfuscations in the same order
     */
    static String of(List<String> models, List<List<ObfuscationAccuracy>> accuracies) {
        Svg svg = new Svg(
                "plot-obfuscations",
                "Accuracy on text written to get past a filter",
                "Bars for each obfuscation and model: the share of posts on the right side of the threshold that suits plain text; half of the posts are harmful.");
        svg.legend(models, 0, 50);
        double lowest = accuracies.stream()
                .flatMap(List::stream)
                .mapToDouble(ObfuscationAccuracy::accuracy)
                .min()
                .orElse(CHANCE);
        double highest = accuracies.stream()
                .flatMap(List::stream)
                .mapToDouble(ObfuscationAccuracy::accuracy)
                .max()
                .orElse(1);
        Scale y = new Scale(
                Math.min(CHANCE, Math.floor(lowest * 20) / 20),
                Math.min(1, Math.ceil(highest * 20 + 0.4) / 20),
                BOTTOM,
                TOP);
        for (double tick : y.ticks(6)) {
            svg.line(LEFT, y.at(tick), RIGHT, y.at(tick), Math.abs(tick - CHANCE) < 1e-9 ? "a" : "g");
            svg.text(LEFT - 8, y.at(tick) + 4, "s q n", Anchor.END, String.format(Locale.ROOT, "%.2f", tick));
        }
        svg.text(RIGHT, 50, "s q", Anchor.END, "0.5 is chance");
        List<ObfuscationAccuracy> first = accuracies.getFirst();
        double step = (RIGHT - LEFT) / first.size();
        double bar = Math.min(26, (step - 22) / models.size());
        for (int i = 0; i < first.size(); i++) {
            double middle = LEFT + (i + 0.5) * step;
            svg.text(
                    middle,
                    BOTTOM + 20,
                    i == 0 ? "b" : "",
                    Anchor.MIDDLE,
                    first.get(i).obfuscation().replace('_', ' '));
            for (int model = 0; model < models.size(); model++) {
                if (i >= accuracies.get(model).size()) {
                    continue;
                }
                ObfuscationAccuracy of = accuracies.get(model).get(i);
                double left = middle + (model - models.size() / 2.0) * bar;
                double top = y.at(Math.max(of.accuracy(), CHANCE));
                double bottom = y.at(Math.min(of.accuracy(), CHANCE));
                svg.rectangle(
                        left + 1.5,
                        top,
                        bar - 3,
                        Math.max(1, bottom - top),
                        2,
                        "f" + model % Svg.SERIES,
                        String.format(
                                Locale.ROOT,
                                "%s, %s: %.3f (finds %.3f of the harmful, spares %.3f of the harmless)",
                                models.get(model),
                                of.obfuscation(),
                                of.accuracy(),
                                of.recall(),
                                of.specificity()));
                if (bar >= 20) {
                    svg.text(
                            left + bar / 2,
                            top - 5,
                            "s n",
                            Anchor.MIDDLE,
                            String.format(Locale.ROOT, "%.0f", 100 * of.accuracy()));
                }
            }
        }
        return svg.finished(BOTTOM + 32);
    }
}

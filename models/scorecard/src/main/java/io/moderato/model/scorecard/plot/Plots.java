package io.moderato.model.scorecard.plot;

import io.moderato.model.scorecard.Behaviour.FunctionAccuracy;
import io.moderato.model.scorecard.Behaviour.GroupRate;
import io.moderato.model.scorecard.Behaviour.Source;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.scorecard.Scorecard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draws a comparison of models. A plot whose figures were not measured is left out. */
public final class Plots {
    private Plots() {}

    /** The plots by file name, such as {@code auc-by-set.svg}. Each plot is a complete picture as XML text. */
    public static Map<String, String> of(Comparison comparison) {
        Map<String, String> plots = new LinkedHashMap<>();
        Scorecard model = comparison.model();
        List<Scorecard> models = comparison.models().stream().limit(Svg.SERIES).toList();
        List<String> names = models.stream().map(Scorecard::model).toList();
        if (!model.aucBySet().isEmpty()) {
            plots.put("auc-by-set.svg", aucBySet(comparison, models, names));
        }
        if (!model.reliability().isEmpty()) {
            plots.put("reliability.svg", ReliabilityPlot.of(model.model(), model.reliability()));
        }
        List<GroupRate> posts = model.behaviour().groups().stream()
                .filter(rate -> rate.source() == Source.POSTS)
                .toList();
        if (posts.size() > 2) {
            plots.put("false-positives.svg", GroupPlot.of(model.model(), posts));
        }
        if (!model.behaviour().obfuscations().isEmpty()) {
            plots.put(
                    "obfuscations.svg",
                    BarPlot.of(
                            names,
                            models.stream()
                                    .map(one -> one.behaviour().obfuscations())
                                    .toList()));
        }
        if (!model.behaviour().functions().isEmpty()) {
            plots.put("functions.svg", functions(models, names));
        }
        if (!model.curves().isEmpty()) {
            plots.put(
                    "curves.svg",
                    CurvePlot.of(names, models.stream().map(Scorecard::curves).toList()));
        }
        return plots;
    }

    private static String aucBySet(Comparison comparison, List<Scorecard> models, List<String> names) {
        List<Map<String, Double>> aucs =
                models.stream().map(Scorecard::aucBySet).toList();
        List<String> people = comparison.setsJudgedByPeople();
        Map<String, double[]> judged = new LinkedHashMap<>();
        Map<String, double[]> weak = new LinkedHashMap<>();
        aucs.getFirst().entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(entry -> (people.contains(entry.getKey()) ? judged : weak)
                        .put(
                                entry.getKey().replace('_', ' '),
                                aucs.stream()
                                        .mapToDouble(of -> of.getOrDefault(entry.getKey(), Double.NaN))
                                        .toArray()));
        Svg svg = new Svg(
                "plot-auc-by-set",
                "How well each model ranks harmful text above harmless",
                "ROC AUC of each model on each set, the mean over the set's categories; 1 is perfect, 0.5 is chance.");
        List<DotPlot.Section> sections = new ArrayList<>();
        sections.add(new DotPlot.Section(weak.isEmpty() ? "" : "judged by people", judged));
        if (!weak.isEmpty()) {
            sections.add(new DotPlot.Section("weak labels only", weak));
        }
        DotPlot plot = new DotPlot(svg, names, low(sections), 1);
        return svg.finished(plot.draw(sections, "ROC AUC"));
    }

    private static String functions(List<Scorecard> models, List<String> names) {
        List<Map<String, Double>> accuracies = models.stream()
                .map(model -> {
                    Map<String, Double> of = new LinkedHashMap<>();
                    model.behaviour().functions().forEach(one -> of.put(one.function(), one.accuracy()));
                    return of;
                })
                .toList();
        List<DotPlot.Section> sections = new ArrayList<>();
        for (boolean harmful : new boolean[] {true, false}) {
            Map<String, double[]> rows = new LinkedHashMap<>();
            models.getFirst().behaviour().functions().stream()
                    .filter(one -> one.harmful() == harmful)
                    .sorted(Comparator.comparingDouble(FunctionAccuracy::accuracy)
                            .reversed())
                    .forEach(one -> rows.put(
                            one.function().replace('_', ' '),
                            accuracies.stream()
                                    .mapToDouble(of -> of.getOrDefault(one.function(), Double.NaN))
                                    .toArray()));
            if (!rows.isEmpty()) {
                sections.add(new DotPlot.Section(harmful ? "harmful, to be found" : "harmless, to be spared", rows));
            }
        }
        Svg svg = new Svg(
                "plot-functions",
                "Functional sentences: what the models understand",
                "Accuracy of each model on each function, kinds of abuse first, then their harmless twins.");
        return svg.finished(new DotPlot(svg, names, 0, 1).draw(sections, "accuracy"));
    }

    private static double low(List<DotPlot.Section> sections) {
        double lowest = sections.stream()
                .flatMap(section -> section.rows().values().stream())
                .flatMapToDouble(Arrays::stream)
                .filter(value -> !Double.isNaN(value))
                .min()
                .orElse(0.5);
        return Math.min(0.5, Math.floor(lowest * 20) / 20);
    }
}

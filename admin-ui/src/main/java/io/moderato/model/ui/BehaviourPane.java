package io.moderato.model.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.moderato.console.FigureTable;
import io.moderato.console.Looks;
import io.moderato.model.scorecard.Behaviour.FunctionAccuracy;
import io.moderato.model.scorecard.Behaviour.GroupRate;
import io.moderato.model.scorecard.Behaviour.Mistake;
import io.moderato.model.scorecard.Behaviour.ObfuscationAccuracy;
import io.moderato.model.scorecard.Behaviour.Source;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.scorecard.Rate;
import io.moderato.model.scorecard.Scorecard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Figures that single sets do not show: fairness, disguised text, what the model understands, and how well it works beyond its sets. */
final class BehaviourPane extends Div {
    private final transient Comparison comparison;
    private final transient List<String> names;
    private final transient Map<String, String> plots;

    BehaviourPane(Comparison comparison, List<String> names, Map<String, String> plots) {
        this.comparison = comparison;
        this.names = names;
        this.plots = plots;
        addClassName("findings");
        Scorecard model = comparison.model();
        if (!model.behaviour().groups().isEmpty()) {
            add(groups(model.behaviour().groups()));
        }
        if (!model.behaviour().obfuscations().isEmpty()) {
            add(obfuscations(model.behaviour().obfuscations()));
        }
        if (!model.behaviour().functions().isEmpty()) {
            add(functions(model.behaviour().functions()));
        }
        if (model.behaviour().mistakes().stream().anyMatch(Mistake::often)) {
            add(mistakes(model.behaviour().mistakes()));
        }
        new BeyondFindings(comparison, names).all().forEach(this::add);
        if (getComponentCount() == 0) {
            add(Looks.empty(
                    "Behaviour was not measured",
                    "“moderato evaluate” measures identity groups, disguised text and functional sentences."));
        }
    }

    private Finding groups(List<GroupRate> rates) {
        Optional<GroupRate> any = one(rates, GroupRate.ANY);
        Optional<GroupRate> none = one(rates, GroupRate.NONE_NAMED);
        String found = any.isPresent() && none.isPresent()
                ? "Of the harmless posts that name an identity group, %s are rejected; of the harmless posts that name no group, %s."
                        .formatted(
                                Figures.share(any.get().rejected().share()),
                                Figures.share(none.get().rejected().share()))
                : "How often harmless posts are rejected, by the group that they name.";
        FigureTable table = new FigureTable(
                "False positives by identity group",
                "Group named",
                List.of("Posts", "Rejected", "95\u00a0% interval", "Rejected or reviewed", "95\u00a0% interval"));
        rates.stream()
                .filter(rate -> rate.source() == Source.POSTS)
                .forEach(rate -> table.row(
                        Figures.name(rate.group()),
                        List.of(
                                Figures.count(rate.rejected().n()),
                                Figures.share(rate.rejected().share()),
                                interval(rate.rejected()),
                                Figures.share(rate.reviewed().share()),
                                interval(rate.reviewed()))));
        return new Finding(
                        "Is it fair to the people who are spoken about?",
                        found,
                        "To name a group is not harmful. If the whole interval of a group lies right of the dashed line, posts about this group are rejected too often.")
                .advice("Where a group stands out, send “identity” to review instead of rejecting on it.")
                .plot(plots.get("false-positives.svg"))
                .table(table);
    }

    private static Optional<GroupRate> one(List<GroupRate> rates, String group) {
        return rates.stream()
                .filter(rate -> rate.source() == Source.POSTS && rate.group().equals(group))
                .findFirst();
    }

    private static String interval(Rate rate) {
        return "%.1f to %.1f\u00a0%%".formatted(100 * rate.low(), 100 * rate.high());
    }

    private Finding obfuscations(List<ObfuscationAccuracy> accuracies) {
        ObfuscationAccuracy plain = accuracies.getFirst();
        String found = accuracies.stream()
                .skip(1)
                .min(Comparator.comparingDouble(ObfuscationAccuracy::accuracy))
                .map(worst ->
                        "%s of the posts are on the right side as written; %s, the worst disguise, takes %s points of that."
                                .formatted(
                                        Figures.share(plain.accuracy()),
                                        Figures.name(worst.obfuscation()),
                                        Figures.points(Math.max(0, plain.accuracy() - worst.accuracy()))))
                .orElse("%s of the posts are on the right side as written.".formatted(Figures.share(plain.accuracy())));
        FigureTable table = new FigureTable(
                "Accuracy under each disguise", "Disguise", columns("Points lost", "Harm found", "Harmless spared"));
        for (int i = 0; i < accuracies.size(); i++) {
            ObfuscationAccuracy of = accuracies.get(i);
            List<String> cells = new ArrayList<>();
            for (Scorecard model : comparison.models()) {
                cells.add(model.behaviour().obfuscations().stream()
                        .filter(other -> other.obfuscation().equals(of.obfuscation()))
                        .findFirst()
                        .map(other -> Figures.share(other.accuracy()))
                        .orElse(Figures.NOT_MEASURED));
            }
            cells.add(i == 0 ? "" : Figures.points(plain.accuracy() - of.accuracy()));
            cells.add(Figures.share(of.recall()));
            cells.add(Figures.share(of.specificity()));
            table.row(Figures.name(of.obfuscation()), cells);
        }
        return new Finding(
                        "Can it be tricked by how words are written?",
                        found,
                        "Half of these posts are harmful, so chance is 50\u00a0%. Each post is written again in the ways that people use to get past a filter.")
                .advice("Where a disguise costs much, add its spellings to a blocklist, or review from a lower score.")
                .plot(plots.get("obfuscations.svg"))
                .table(table);
    }

    private List<String> columns(String... more) {
        List<String> columns = new ArrayList<>(names);
        columns.addAll(List.of(more));
        return columns;
    }

    private Finding functions(List<FunctionAccuracy> functions) {
        List<FunctionAccuracy> worstFirst = functions.stream()
                .sorted(Comparator.comparingDouble(FunctionAccuracy::accuracy))
                .toList();
        FunctionAccuracy worst = worstFirst.getFirst();
        FigureTable table = new FigureTable(
                "Accuracy on functional sentences, the worst first", "Kind of sentence", functionColumns());
        worstFirst.forEach(of -> table.rowOf(new Span(Figures.name(of.function())), cells(of)));
        return new Finding(
                        "What does it understand?",
                        "Weakest at “%s” (%s): %s of these sentences are on the right side."
                                .formatted(
                                        Figures.name(worst.function()),
                                        shouldBe(worst),
                                        Figures.share(worst.accuracy())),
                        "Sentences written to test one thing each: kinds of abuse, and harmless twins made of the same words.")
                .advice(
                        "A low figure on a harmless kind means wrong removals: send this kind to review instead of rejecting it.")
                .with(table)
                .with(asPlot());
    }

    private static Finding mistakes(List<Mistake> mistakes) {
        Mistake worst = mistakes.getFirst();
        FigureTable table = new FigureTable(
                "Rejected for what they are not, the most often first",
                "Kind of sentence",
                List.of("Rejected as", "Sentences", "Rejected", "95\u00a0% interval"));
        mistakes.forEach(one -> table.row(
                Figures.name(one.function()),
                List.of(
                        Looks.shortName(one.category()),
                        Figures.count(one.rejected().n()),
                        Figures.share(one.rejected().share()),
                        interval(one.rejected()))));
        return new Finding(
                        "What does it take for something else?",
                        "Most often “%s” for %s: at the shipped limits %s of these sentences are rejected as such."
                                .formatted(
                                        Figures.name(worst.function()),
                                        Looks.shortName(worst.category()),
                                        Figures.share(worst.rejected().share())),
                        "The same sentences, held against the limits for rejection. Some are harmless, some are harmful in another way.")
                .advice(
                        "Where your members write such things, send that category to review instead of rejecting on it.")
                .table(table);
    }

    private Component asPlot() {
        String svg = plots.get("functions.svg");
        if (svg == null) {
            return new Span();
        }
        Div plot = Finding.picture(svg);
        com.vaadin.flow.component.details.Details details =
                new com.vaadin.flow.component.details.Details("The figures as a plot", plot);
        details.addClassName("as-table");
        return details;
    }

    private List<String> functionColumns() {
        List<String> columns = new ArrayList<>(List.of("Should be", "Sentences"));
        columns.addAll(names);
        return columns;
    }

    private List<Component> cells(FunctionAccuracy of) {
        List<Component> cells = new ArrayList<>();
        cells.add(new Span(shouldBe(of)));
        cells.add(new Span(Figures.count(of.n())));
        for (int i = 0; i < names.size(); i++) {
            Double accuracy = comparison.models().get(i).behaviour().functions().stream()
                    .filter(other -> other.function().equals(of.function()))
                    .findFirst()
                    .map(FunctionAccuracy::accuracy)
                    .orElse(null);
            cells.add(i == 0 ? bar(of.accuracy()) : new Span(Figures.share(accuracy)));
        }
        return cells;
    }

    private static String shouldBe(FunctionAccuracy of) {
        return (of.harmful() ? "found as " : "not taken for ") + Looks.shortName(of.tested());
    }

    private static Component bar(double accuracy) {
        Div fill = new Div();
        fill.addClassName("accuracy-fill");
        fill.getStyle().setWidth(String.format(java.util.Locale.ROOT, "%.1f%%", 100 * accuracy));
        Div track = new Div(fill);
        track.addClassName("accuracy-track");
        track.getElement().setAttribute("aria-hidden", "true");
        Div cell = new Div(track, new Span(Figures.share(accuracy)));
        cell.addClassNames("accuracy", accuracy < 0.5 ? "below-chance" : "above-chance");
        return cell;
    }
}

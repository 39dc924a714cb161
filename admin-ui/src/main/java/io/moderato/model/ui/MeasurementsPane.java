package io.moderato.model.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import io.moderato.console.FigureTable;
import io.moderato.console.Looks;
import io.moderato.decision.Category;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.scorecard.Scorecard;
import io.moderato.model.scorecard.Scorecard.Measurement;
import io.moderato.model.scorecard.plot.Plots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tabs that show measurements, or a plain message in their place if there are none. */
final class MeasurementsPane {
    private static final Logger LOG = LoggerFactory.getLogger(MeasurementsPane.class);
    private static final int MOST_SHOWN = 20_000;

    private final String running;
    private final String metrics;
    private String origin = "";

    MeasurementsPane(String running, String metrics) {
        this.running = running;
        this.metrics = metrics;
    }

    /** The content of each tab of figures. Never fails, whatever the metrics hold. */
    Map<ModelTab, Component> tabs() {
        return switch (Measurements.of(metrics)) {
            case Measurements.Measured measured -> drawn(measured);
            case Measurements.None none ->
                same(
                        Looks.empty(
                                "This model came without measurements",
                                "It decides all the same. “moderato evaluate --model FOLDER --output FOLDER” measures it and writes the metrics.json that belongs into its folder."));
            case Measurements.Unreadable unreadable -> same(unreadable(unreadable.why()));
        };
    }

    /** The date and the texts of the measurement, once the tabs are made; empty if there are no figures. */
    String origin() {
        return origin;
    }

    private Map<ModelTab, Component> drawn(Measurements.Measured measured) {
        Comparison comparison = measured.comparison();
        try {
            List<String> names =
                    comparison.models().stream().map(Scorecard::model).toList();
            Map<String, String> plots = Plots.of(comparison);
            Map<ModelTab, Component> tabs = new EnumMap<>(ModelTab.class);
            tabs.put(ModelTab.OVERVIEW, overview(measured, names));
            tabs.put(ModelTab.SETS, sets(comparison, names, plots));
            tabs.put(ModelTab.BEHAVIOUR, new BehaviourPane(comparison, names, plots));
            tabs.put(ModelTab.PROBABILITIES, new ProbabilityPane(comparison, names, plots));
            origin = "measured on %s on texts that it never learned from".formatted(Looks.day(comparison.measured()));
            return tabs;
        } catch (RuntimeException odd) {
            // the file may come from anywhere; its figures can be odd in ways that no check foresees
            LOG.warn("The measurements of {} cannot be shown", running, odd);
            return same(unreadable("Its figures contradict each other."));
        }
    }

    private Map<ModelTab, Component> same(Component instead) {
        Map<ModelTab, Component> tabs = new EnumMap<>(ModelTab.class);
        tabs.put(ModelTab.OVERVIEW, instead);
        for (ModelTab tab : List.of(ModelTab.SETS, ModelTab.BEHAVIOUR, ModelTab.PROBABILITIES)) {
            tabs.put(tab, Looks.empty("Nothing to show here", "The overview says why."));
        }
        return tabs;
    }

    private Component unreadable(String why) {
        Div raw = new Div(metrics.length() <= MOST_SHOWN ? metrics : metrics.substring(0, MOST_SHOWN) + " …");
        raw.addClassName("payload");
        Details stored = new Details("metrics.json as it is stored", raw);
        stored.addClassName("as-table");
        Div all = new Div(
                Looks.empty(
                        "The measurements cannot be read",
                        "The model decides all the same; only its figures are missing here. “moderato evaluate” writes them anew."),
                new Paragraph(why),
                stored);
        all.addClassNames("card", "unreadable");
        return all;
    }

    private static Component overview(Measurements.Measured measured, List<String> names) {
        Comparison comparison = measured.comparison();
        Div all = new Div();
        all.addClassName("overview");
        if (measured.alone()) {
            Paragraph alone = new Paragraph(
                    "Measured alone: there are no rivals to compare with. “moderato evaluate --rivals” measures them beside it.");
            alone.addClassName("banner");
            all.add(alone);
        }
        all.add(new Concerns(comparison, names), new HeadlineTiles(comparison, names), categories(comparison));
        return all;
    }

    private static Section categories(Comparison comparison) {
        Map<String, Double> int8 = comparison.model().int8Loss();
        List<String> columns = new ArrayList<>(
                List.of("Texts", "Harmful", "ROC AUC", "Reject above", "Found there", "Calibration error"));
        if (!int8.isEmpty()) {
            columns.add("Lost by int8");
        }
        FigureTable table = new FigureTable("Each category over all sets together", "Category", columns);
        for (Measurement of : comparison.model().measurements()) {
            if (of.set().equals(Scorecard.ALL)) {
                List<String> cells = new ArrayList<>(List.of(
                        Figures.count(of.n()),
                        Figures.count(of.positives()),
                        Figures.measure(of.rocAuc()),
                        "%.2f".formatted(of.threshold()),
                        Figures.share(of.positiveRecall()),
                        Figures.measure(of.calibrationError())));
                if (!int8.isEmpty()) {
                    cells.add(Figures.measure(mostLost(int8, of.category())));
                }
                table.row(Looks.chip(of.category()), cells);
            }
        }
        Paragraph meaning = new Paragraph(
                "All sets together, at the limits that the model suggests. “Found there” is the share of the harmful texts that the limit rejects at once; review finds more.");
        meaning.addClassName("meaning");
        Section section = new Section(new H2("Which categories can it be trusted with?"), meaning, table);
        section.addClassNames("card", "finding");
        return section;
    }

    /** The largest loss by int8 on any set. */
    private static @Nullable Double mostLost(Map<String, Double> int8, Category category) {
        Double most = null;
        for (Map.Entry<String, Double> loss : int8.entrySet()) {
            String of = loss.getKey().substring(loss.getKey().lastIndexOf('/') + 1);
            if (of.equals(category.key()) && loss.getValue() != null) {
                most = most == null ? loss.getValue() : Math.max(most, loss.getValue());
            }
        }
        return most;
    }

    private static Component sets(Comparison comparison, List<String> names, Map<String, String> plots) {
        Section table = new Section(new H2("Every set and category"), new SetTable(comparison, names));
        table.addClassNames("card", "finding");
        Div all = new Div(table);
        all.addClassName("findings");
        String svg = plots.get("auc-by-set.svg");
        if (svg != null) {
            all.add(new Finding(
                            "At a glance",
                            "Each line is a set, the mean over its categories; the further right, the better.",
                            "A set is a kind of text: the closer a set is to what people write on your platform, the more its line counts.")
                    .plot(svg));
        }
        return all;
    }
}

package io.moderato.archive.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.moderato.archive.ui.Report.Line;
import io.moderato.archive.ui.Report.Share;
import io.moderato.console.Facts;
import io.moderato.console.FigureTable;
import io.moderato.console.Looks;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The report of contents that were judged again: what would change, and how that compares with what is known to be right. */
public final class ReportPane extends Div {
    private static final int LINES = 500;

    private final transient Report report;

    /**
     * The report in that JSON.
     *
     * @param json as the job wrote it; sections that it lacks are not shown
     */
    public ReportPane(String json) {
        addClassNames("report-pane", "stack");
        report = Report.of(json);
        judgedBy();
        matrix();
        beforeAndAfter();
        knownErrors();
        categories();
        unexamined();
        others("Data set", "dataSet");
        others("Figures", "statistics");
    }

    private void judgedBy() {
        Facts facts = new Facts();
        report.job("model").ifPresent(model -> facts.fact("Model", model));
        report.job("policyVersion").ifPresent(version -> facts.fact("Policy", "version " + version));
        report.job("rulesVersion").ifPresent(version -> facts.fact("Rules", "version " + version));
        report.job("since").ifPresent(since -> facts.fact("Since", since));
        report.job("until").ifPresent(until -> facts.fact("Until", until));
        report.number("rows").ifPresent(rows -> facts.fact("Contents", "%,d".formatted(rows)));
        report.number("malformed")
                .filter(malformed -> malformed > 0)
                .ifPresent(malformed -> facts.fact("Unreadable", "%,d".formatted(malformed)));
        report.number("seconds").ifPresent(seconds -> facts.fact("Took", took(seconds)));
        if (facts.getComponentCount() > 0) {
            section(report.job("model").isPresent() ? "What was judged, and by what" : "What it is about", facts);
        }
    }

    private String took(long seconds) {
        String all = "%,d s".formatted(seconds);
        return report.number("coreSeconds")
                .map(cores -> all + " (%,d s of work)".formatted(cores))
                .orElse(all);
    }

    private void matrix() {
        Map<Outcome, Map<Outcome, Long>> flips = report.flips();
        if (!flips.isEmpty()) {
            long compared = flips.values().stream()
                    .flatMap(row -> row.values().stream())
                    .mapToLong(Long::longValue)
                    .sum();
            long same = flips.entrySet().stream()
                    .mapToLong(row -> row.getValue().getOrDefault(row.getKey(), 0L))
                    .sum();
            section(
                    "What would change",
                    new Paragraph("%s of %s would be decided otherwise."
                            .formatted("%,d".formatted(compared - same), Looks.count(compared, "content", "contents"))),
                    new FlipMatrix(flips));
        }
    }

    private void beforeAndAfter() {
        Map<Outcome, Long> after = report.outcomes();
        if (after.isEmpty()) {
            return;
        }
        Map<Outcome, Map<Outcome, Long>> flips = report.flips();
        FigureTable table = new FigureTable(
                "Contents by outcome",
                "Outcome",
                flips.isEmpty() ? List.of("Now") : List.of("Compared: then", "Compared: now", "All, now"));
        for (Outcome outcome : FlipMatrix.ORDER) {
            long all = after.getOrDefault(outcome, 0L);
            long then = flips.getOrDefault(outcome, Map.of()).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            long now = flips.values().stream()
                    .mapToLong(row -> row.getOrDefault(outcome, 0L))
                    .sum();
            table.row(
                    Looks.outcome(Words.outcome(outcome), outcome),
                    flips.isEmpty()
                            ? List.of("%,d".formatted(all))
                            : List.of("%,d".formatted(then), "%,d".formatted(now), "%,d".formatted(all)));
        }
        section("Outcomes before and after", table);
    }

    private void knownErrors() {
        JsonNode errors = report.knownErrors();
        if (errors == null) {
            return;
        }
        FigureTable table = new FigureTable("Decisions that are known to be wrong", "Error", List.of("Then", "Now"));
        table.row("Restricted, though harmless", shares(errors, "restrictedWrongly"));
        table.row("Approved, though harmful", shares(errors, "approvedWrongly"));
        section(
                "Known errors",
                new Paragraph(
                        "Of %s whose right outcome people have told, %,d errors would be mended and %,d new ones made. In brackets: where the true rate lies with 95 %% confidence."
                                .formatted(
                                        Looks.count(errors.path("labelled").asLong(0), "content", "contents"),
                                        errors.path("mended").asLong(0),
                                        errors.path("broken").asLong(0))),
                table);
    }

    private static List<String> shares(JsonNode errors, String which) {
        return List.of(share(Report.share(errors, "past", which)), share(Report.share(errors, "now", which)));
    }

    private static String share(Optional<Share> share) {
        return share.filter(known -> known.of() > 0)
                .map(known -> "%s of %s (%s to %s)"
                        .formatted(
                                "%,d".formatted(known.count()),
                                "%,d".formatted(known.of()),
                                Looks.percent(known.low()),
                                Looks.percent(known.high())))
                .orElse("none is known");
    }

    private void categories() {
        var categories = report.categories();
        if (categories.isEmpty()) {
            return;
        }
        FigureTable table =
                new FigureTable("Contents by category", "Category", List.of("Newly found", "No longer found"));
        categories.forEach((category, moved) -> table.row(
                Looks.chip(category), List.of("%,d".formatted(moved.newly()), "%,d".formatted(moved.noLonger()))));
        section("By category", table);
    }

    private void unexamined() {
        Map<String, Long> unexamined = report.unexamined();
        if (unexamined.isEmpty()) {
            return;
        }
        FigureTable table =
                new FigureTable("Contents that were not wholly examined", "Because of", List.of("Contents"));
        unexamined.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(each -> table.row(readable(each.getKey()), List.of("%,d".formatted(each.getValue()))));
        section("Not examined", table);
    }

    /** A section that this version knows nothing about: names and numbers under one another. */
    private void others(String title, String name) {
        List<Line> lines = report.lines(name, LINES);
        if (lines.isEmpty()) {
            return;
        }
        FigureTable table = new FigureTable(title, "Figure", List.of("Value"));
        for (Line line : lines) {
            Span text = new Span(readable(line.name()));
            text.addClassName("depth-" + Math.min(line.depth(), 4));
            if (line.value() == null) {
                text.addClassName("strong");
            }
            table.row(text, List.of(line.value() == null ? "" : line.value()));
        }
        section(title, table);
    }

    /** A name from a report, as words: "bySource" becomes "By source", and a category has its usual name. */
    private static String readable(String name) {
        for (Category category : Category.values()) {
            if (category.key().equals(name)) {
                return Looks.shortName(category);
            }
        }
        String words =
                name.replaceAll("([a-z])([A-Z])", "$1 $2").replace('_', ' ').strip();
        return words.isEmpty()
                ? words
                : words.substring(0, 1).toUpperCase(Locale.ROOT)
                        + words.substring(1).toLowerCase(Locale.ROOT);
    }

    private void section(String title, Component... parts) {
        Div section = new Div(new H2(title));
        section.addClassNames("card", "stack");
        section.add(parts);
        add(section);
    }
}

package io.moderato.model.ui;

import io.moderato.console.FigureTable;
import io.moderato.model.scorecard.Behaviour.LanguageRate;
import io.moderato.model.scorecard.Behaviour.LengthAuc;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.scorecard.Scorecard;
import io.moderato.model.scorecard.UnseenSource;
import java.util.ArrayList;
import java.util.List;

/** Shows how far a model can be trusted with other text than it was made from: new sources, long texts, other languages. */
final class BeyondFindings {
    private final Comparison comparison;
    private final List<String> names;

    BeyondFindings(Comparison comparison, List<String> names) {
        this.comparison = comparison;
        this.names = names;
    }

    /** The findings that were measured. */
    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        if (!comparison.unseen().isEmpty()) {
            findings.add(sources(comparison.unseen()));
        }
        List<LengthAuc> lengths = comparison.model().behaviour().lengths();
        if (lengths.size() > 1) {
            findings.add(lengths(lengths));
        }
        if (!comparison.model().behaviour().languages().isEmpty()) {
            findings.add(languages(comparison.model().behaviour().languages()));
        }
        return findings;
    }

    private static Finding sources(List<UnseenSource> sources) {
        long ahead = sources.stream()
                .filter(source -> source.model() > source.linear())
                .count();
        FigureTable table = new FigureTable(
                "ROC AUC on sets that training never saw",
                "Left out",
                List.of("Others out with it", "Texts", "Model", "Encoder alone", "Linear model"));
        sources.forEach(source -> table.row(
                Figures.name(source.set()),
                List.of(
                        Figures.count(source.together() - 1),
                        Figures.count(source.n()),
                        Figures.measure(source.model()),
                        Figures.measure(source.encoder()),
                        Figures.measure(source.linear()))));
        return new Finding(
                        "Does it work on sets that it never saw?",
                        "Trained without a set and measured on it, the model is ahead of the linear one on %d of %d."
                                .formatted(ahead, sources.size()),
                        "Your platform is one more that it never saw: expect figures like these, not those of the sets it learned from.")
                .advice(
                        "Collect decisions of your own moderators; a few thousand of them teach more than any of these sets.")
                .with(table);
    }

    private Finding lengths(List<LengthAuc> lengths) {
        FigureTable table =
                new FigureTable("ROC AUC by length of the text", "Characters from", columns("Texts", "Toxic"));
        for (LengthAuc one : lengths) {
            List<String> cells = new ArrayList<>();
            for (Scorecard model : comparison.models()) {
                cells.add(model.behaviour().lengths().stream()
                        .filter(other -> other.from() == one.from())
                        .findFirst()
                        .map(other -> Figures.measure(other.rocAuc()))
                        .orElse(Figures.NOT_MEASURED));
            }
            cells.add(Figures.count(one.n()));
            cells.add(Figures.count(one.positives()));
            table.row(Figures.count(one.from()), cells);
        }
        LengthAuc last = lengths.getLast();
        return new Finding(
                        "Does it read long texts?",
                        "ROC AUC of toxicity is %s below %s characters and %s from %s on."
                                .formatted(
                                        Figures.measure(lengths.getFirst().rocAuc()),
                                        Figures.count(lengths.get(1).from()),
                                        Figures.measure(last.rocAuc()),
                                        Figures.count(last.from())),
                        "Long texts are read in windows, and the worst window counts.")
                .advice("Where members write articles, raise the limits or send paragraphs.")
                .with(table);
    }

    private Finding languages(List<LanguageRate> languages) {
        FigureTable table = new FigureTable(
                "Sentences held back by language", "Language", List.of("Harmful found", "Harmless held back"));
        long found = 0;
        long harmful = 0;
        long wrong = 0;
        long harmless = 0;
        for (LanguageRate one : languages) {
            found += one.found().hits();
            harmful += one.found().n();
            wrong += one.wrong().hits();
            harmless += one.wrong().n();
            table.row(
                    one.language(),
                    List.of(
                            "%d of %d".formatted(one.found().hits(), one.found().n()),
                            "%d of %d".formatted(one.wrong().hits(), one.wrong().n())));
        }
        return new Finding(
                        "Does it know other languages?",
                        "Of sentences that attack somebody in other languages it holds back %s."
                                .formatted(Figures.share(found / (double) Math.max(1, harmful))),
                        "Measured on a few sentences in %d languages: of everyday ones, %d of %d were held back."
                                .formatted(languages.size(), wrong, harmless))
                .advice(
                        "The platform does not ask it about them. A policy can send them to review, or bring a model that knows them.")
                .with(table);
    }

    private List<String> columns(String... more) {
        List<String> columns = new ArrayList<>(names);
        columns.addAll(List.of(more));
        return columns;
    }
}

package io.moderato.model.evaluate;

import io.moderato.decision.Category;
import io.moderato.model.scorecard.Behaviour.FunctionAccuracy;
import io.moderato.model.scorecard.Behaviour.LanguageRate;
import io.moderato.model.scorecard.Behaviour.LengthAuc;
import io.moderato.model.scorecard.Behaviour.ObfuscationAccuracy;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.scorecard.Figure;
import io.moderato.model.scorecard.Headline;
import io.moderato.model.scorecard.Scorecard;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A comparison of models as Markdown, for the terminal and for model cards. Headings begin at level three. */
public final class ScorecardMarkdown {
    private static final String NOT_MEASURED = "–";

    private final Comparison comparison;
    private final List<Scorecard> models;

    /** Prepares the Markdown of that comparison. */
    public ScorecardMarkdown(Comparison comparison) {
        this.comparison = comparison;
        this.models = comparison.models();
    }

    /** All tables, each with a sentence on how to read it. A table is left out if its figures were not measured. */
    public String text() {
        List<String> parts = new ArrayList<>();
        parts.add("### Headline figures\n\n" + headline());
        parts.add("### ROC AUC by set\n\nThe mean over the categories of each set; the best model in bold.\n\n"
                + bySet());
        if (models.stream().anyMatch(model -> !model.reliability().isEmpty())) {
            parts.add("""
                    ### Calibration

                    The expected calibration error over %d bins of equal mass, all sets together; in brackets the error before calibration.

                    %s""".formatted(CalibrationError.BINS, calibration()));
        }
        if (!comparison.model().behaviour().groups().isEmpty()) {
            parts.add("""
                    ### False positives by identity group

                    The share of harmless posts that are rejected, and that are rejected or sent to review, at each model's own limits, with
                    95 %% intervals (Wilson).

                    %s""".formatted(new GroupTable(comparison.model(), models).text()));
        }
        if (!comparison.model().behaviour().obfuscations().isEmpty()) {
            parts.add("""
                    ### Text written to get past a filter

                    The accuracy on %,d posts, half of them harmful, with the threshold that suits their plain form best.

                    %s""".formatted(
                    comparison.model().behaviour().obfuscations().getFirst().n(), obfuscations()));
        }
        if (!comparison.model().behaviour().lengths().isEmpty()) {
            parts.add("""
                    ### Short and long texts

                    The ROC AUC of toxicity by the length of the text, as the mean over %s.

                    %s""".formatted(
                    String.join(
                            ", ",
                            comparison.model().behaviour().lengths().getFirst().sets()),
                    lengths()));
        }
        if (!comparison.model().behaviour().languages().isEmpty()) {
            parts.add("""
                    ### Languages that the model did not learn

                    Sentences that reach the limit for review. Each language has %d sentences that attack somebody and %d that do not.

                    %s""".formatted(
                            comparison
                                    .model()
                                    .behaviour()
                                    .languages()
                                    .getFirst()
                                    .found()
                                    .n(),
                            comparison
                                    .model()
                                    .behaviour()
                                    .languages()
                                    .getFirst()
                                    .wrong()
                                    .n(),
                            languages()));
        }
        if (!comparison.model().behaviour().functions().isEmpty()) {
            parts.add("""
                    ### Functional sentences

                    The accuracy on sentences that each test one ability, from templates that training never saw. A line says whether the category after the
                    colon is found, or is not found in the harmless twins. The threshold is the score with the best balanced accuracy on
                    posts; if no post is labelled, it is the limit for review.

                    %s""".formatted(functions()));
        }
        MistakeTable mistakes = MistakeTable.of(comparison.model());
        if (!mistakes.isEmpty()) {
            parts.add("""
                    ### Rejected for the wrong reason

                    Functional sentences that reach the model's limit for rejection of a category to which they do not belong, if this happens to at
                    least one in 20.

                    %s""".formatted(mistakes.text()));
        }
        return String.join("\n", parts);
    }

    /** The table of headline figures. */
    public String headline() {
        ModelTable table = new ModelTable(models, "measure");
        for (Headline headline : Headline.all()) {
            String row = headline.row();
            if (row != null) {
                table.row(
                        row,
                        model -> headline.of(model)
                                .map(ScorecardMarkdown::written)
                                .orElse(NOT_MEASURED));
            }
        }
        return table.text();
    }

    private static String written(Figure figure) {
        return switch (figure.metric()) {
            case MEAN_ROC_AUC,
                    THREE_CLASS_F1,
                    CROSS_FITTED_F1,
                    FUNCTIONAL_ROC_AUC,
                    FUNCTIONAL_ACCURACY,
                    PLAIN_ACCURACY,
                    OBFUSCATION_LOSS,
                    CALIBRATION_ERROR -> figure(figure.value());
            case HARMLESS_REJECTED -> figure(100 * figure.value(), "%.2f %%");
            case IDENTITY_RATIO ->
                String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", figure.value(), figure.low(), figure.high());
            case TEXTS_PER_SECOND -> figure(figure.value(), "%,.0f");
            case BYTES -> figure(figure.value() / 1e6, "%.1f");
        };
    }

    /** The table of ROC AUC by set. */
    public String bySet() {
        ModelTable table = new ModelTable(models, "set");
        Set<String> people = new LinkedHashSet<>(comparison.setsJudgedByPeople());
        Set<String> ordered = new LinkedHashSet<>(people);
        ordered.addAll(comparison.sets());
        for (String set : ordered) {
            double best = models.stream()
                    .mapToDouble(model -> model.aucBySet().getOrDefault(set, Double.NEGATIVE_INFINITY))
                    .max()
                    .orElse(0);
            if (Double.isFinite(best)) {
                table.row(people.contains(set) ? set : set + " (weak labels)", model -> {
                    Double auc = model.aucBySet().get(set);
                    String shown = figure(auc);
                    return auc != null && auc >= best && models.size() > 1 ? "**" + shown + "**" : shown;
                });
            }
        }
        return table.text();
    }

    private String calibration() {
        ModelTable table = new ModelTable(models, "category");
        for (Category category : comparison.categories()) {
            table.row(
                    category.key(),
                    model -> model.reliability().stream()
                            .filter(one -> one.category() == category)
                            .findFirst()
                            .map(one -> one.uncalibratedError() == null
                                    ? figure(one.expectedCalibrationError())
                                    : figure(one.expectedCalibrationError()) + " (" + figure(one.uncalibratedError())
                                            + ")")
                            .orElse(NOT_MEASURED));
        }
        return table.text();
    }

    private String obfuscations() {
        ModelTable table = new ModelTable(models, "obfuscation");
        for (ObfuscationAccuracy one : comparison.model().behaviour().obfuscations()) {
            table.row(
                    one.obfuscation().replace('_', ' '),
                    model -> model.behaviour().obfuscations().stream()
                            .filter(other -> other.obfuscation().equals(one.obfuscation()))
                            .findFirst()
                            .map(other -> figure(other.accuracy()))
                            .orElse(NOT_MEASURED));
        }
        return table.text();
    }

    private String lengths() {
        ModelTable table = new ModelTable(models, "characters from");
        for (LengthAuc one : comparison.model().behaviour().lengths()) {
            table.row(
                    "%,d (%,d texts, %,d toxic)".formatted(one.from(), one.n(), one.positives()),
                    model -> model.behaviour().lengths().stream()
                            .filter(other -> other.from() == one.from())
                            .findFirst()
                            .map(other -> figure(other.rocAuc()))
                            .orElse(NOT_MEASURED));
        }
        return table.text();
    }

    private String languages() {
        ModelTable table = new ModelTable(models, "language");
        for (LanguageRate one : comparison.model().behaviour().languages()) {
            table.row(
                    one.language(),
                    model -> model.behaviour().languages().stream()
                            .filter(other -> other.language().equals(one.language()))
                            .findFirst()
                            .map(other -> "%d harmful, %d harmless"
                                    .formatted(
                                            other.found().hits(), other.wrong().hits()))
                            .orElse(NOT_MEASURED));
        }
        return table.text();
    }

    private String functions() {
        ModelTable table = new ModelTable(models, "function");
        for (boolean harmful : new boolean[] {true, false}) {
            for (FunctionAccuracy one : comparison.model().behaviour().functions()) {
                if (one.harmful() == harmful) {
                    table.row(
                            one.asked(),
                            model -> model.behaviour().functions().stream()
                                    .filter(other -> other.function().equals(one.function()))
                                    .findFirst()
                                    .map(other -> figure(other.accuracy()))
                                    .orElse(NOT_MEASURED));
                }
            }
        }
        return table.text();
    }

    private static String figure(@Nullable Double value) {
        return figure(value, "%.3f");
    }

    private static String figure(@Nullable Double value, String format) {
        return value == null ? NOT_MEASURED : String.format(Locale.ROOT, format, value);
    }
}

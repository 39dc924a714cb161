package io.moderato.model.card;

import io.moderato.model.evaluate.Int8Loss;
import io.moderato.model.evaluate.PlotFiles;
import io.moderato.model.evaluate.ScorecardMarkdown;
import io.moderato.model.lineage.Making.Trained;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.scorecard.Comparison.Subject;
import io.moderato.model.scorecard.Rate;
import io.moderato.model.scorecard.Scorecard;
import io.moderato.model.scorecard.UnseenSource;
import io.moderato.model.scorecard.plot.Plots;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a card says of what was measured, and of the limits that follow from it.
 *
 * @param version the one that the model has now
 */
record MeasuredSections(Comparison comparison, Subject measured, Trained made, String version) {
    String markdown() {
        return measurements() + "\n" + limits();
    }

    private String measurements() {
        Scorecard scorecard = comparison.model();
        return """
                ## Measured

                On the %s rows of the sets below, which training never saw%s; int8, calibrated, as served. When to stop training, the linear
                model's shares, calibration and limits were chosen on the same rows, and some of them on functional sentences that were drawn
                apart from the same templates, so all figures flatter a little.%s A score counts as
                positive from the limit on; soft labels count as positive from 0.5 on.%s

                %s""".formatted(
                scorecard.split(),
                made.learnsOn() ? " (nor did that of the model before, if its data had the same validation rows)" : "",
                made.disguised()
                        ? " While it learned, a share of the texts was written as to get past a filter, in the ways that are measured below; the"
                                + " classical models met those in functional sentences only."
                        : "",
                comparison.rivals().isEmpty()
                        ? ""
                        : " The classical models beside it were trained on the same rows by the same command.",
                tables());
    }

    /** What was measured, in tables and plots. */
    private String tables() {
        Scorecard scorecard = comparison.model();
        return """
                %s
                ### Every set and category

                `all` mixes the sets, and easy harmless texts raise its ROC AUC: read the sets one by one.

                %s
                Largest loss of ROC AUC by int8 against fp32, of the encoder alone, in the %d pairs of a set and a category of which one row in
                %d gives at least %d of each kind: %s.

                %s%s### Plots

                %s
                """.formatted(
                        new ScorecardMarkdown(comparison).text(),
                        scorecard.table(),
                        scorecard.int8Loss().size(),
                        Int8Loss.FP32_EVERY,
                        Int8Loss.FEWEST,
                        Int8Loss.worst(scorecard.int8Loss()),
                        unseen(),
                        program(),
                        Plots.of(comparison).keySet().stream()
                                .map(MeasuredSections::picture)
                                .collect(Collectors.joining("\n\n")));
    }

    /** What leaving sets out told of the recipe; empty if nobody measured it. */
    private String unseen() {
        if (comparison.unseen().isEmpty()) {
            return "";
        }
        Map<String, String> recipe = comparison.unseen().getFirst().madeWith();
        return """
                ### Sets that training never saw

                For each set, a model and a linear model trained without it: %s %s over the rows of the others, at most %s minutes, from a
                base encoder that had read the texts without their labels, and without teachers. Where other sets were left out of the same
                training, which is harder for both, the table says how many. The mean ROC AUC over the categories that other sets teach and
                of which the set has ten texts of each kind; n texts. Sets of one origin (Wikipedia talk, Twitter) stay in where one of them
                is left out.

                %s
                """.formatted(
                        recipe.get("epochs"),
                        "1".equals(recipe.get("epochs")) ? "pass" : "passes",
                        recipe.get("minutes"),
                        UnseenSource.table(comparison.unseen()));
    }

    /** Of which version of the program the figures are, where it is not the one that the model was made with. */
    private String program() {
        if (!version.equals(measured.version())) {
            return """
                    ### The program

                    The program or its settings are not those that were measured: the figures are those of version %s. `./moderato evaluate --renew` measures the
                    present ones.

                    """.formatted(measured.version());
        }
        if (measured.version().equals(made.version())) {
            return "";
        }
        return """
                ### The program

                Version %s of the program was exported after the model was made. On %s all tables and plots of this card were measured again
                with it, the limits' effects and the weaknesses too, on data version `%s`. Calibration, limits and the linear model's shares are those
                that were chosen with the first program. Figures of that one are the speed at the top%s; the classical models' are as they were.

                """.formatted(
                        measured.version(),
                        LocalDate.ofInstant(comparison.measured(), ZoneOffset.UTC),
                        measured.dataVersion(),
                        comparison.unseen().isEmpty() ? "" : " and the sets that training never saw");
    }

    private static String picture(String file) {
        return "![%s](%s/%s)".formatted(file.replace(".svg", "").replace('-', ' '), PlotFiles.FOLDER, file);
    }

    /** What the limits come to, and how many harmless texts they reject where they were not chosen. */
    private String limits() {
        Scorecard scorecard = comparison.model();
        long rejected = Math.round(scorecard.harmlessRejected() * scorecard.harmless());
        return """
                ## Limits

                The platform's default policy has these limits. They were chosen on the same rows: as low as they can be while all of them
                together reject at most 1 %% of harmless texts, and raised where a category would reject more than 1.5 times its share of those
                that name an identity group (what came of it stands under *False positives by identity group*). Of %,d harmless texts they
                reject %s. Chosen on each half of the rows in turn, such limits reject %s of the harmless
                texts of the other half; expect about that on new texts of these kinds.

                Review begins at 0.7 of a limit; for what is severe (threats, self-harm, severe toxicity, attacks on groups) where one harmless
                text in a hundred would be reviewed for it, if that is lower. A category that only generated sentences have taught rejects
                nothing. A platform's own texts differ: look at a day of decisions before you let any limit reject without a human.

                | category | rejects from | reviews from | harmless texts rejected | … or reviewed |
                |---|---:|---:|---|---|
                %s
                """.formatted(
                        scorecard.harmless(),
                        Rate.of(rejected, scorecard.harmless()).percent(2),
                        measured.rejectedElsewhere().percent(2),
                        scorecard.limits().stream().map(MeasuredSections::row).collect(Collectors.joining("\n")));
    }

    private static String row(Scorecard.LimitEffect effect) {
        return String.format(
                Locale.ROOT,
                "| %s | %.3f | %.3f | %s | %s |",
                effect.category().key(),
                effect.reject(),
                effect.review(),
                effect.rejected().percent(2),
                effect.heldBack().percent(2));
    }
}

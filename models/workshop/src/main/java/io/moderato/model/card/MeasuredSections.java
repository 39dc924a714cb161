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
 * The sections of a card about the measurements, and about the limits that follow from them.
 *
 * @param version the version that the model has now
 */
record MeasuredSections(Comparison comparison, Subject measured, Trained made, String version) {
    String markdown() {
        return measurements() + "\n" + limits();
    }

    private String measurements() {
        Scorecard scorecard = comparison.model();
        return """
                ## Measured

                Measured on the %s rows of the sets below, which training never saw%s; int8, calibrated, as served. The end of training, the linear
                model's shares, calibration and limits were chosen on the same rows, and some of them on functional sentences that were drawn
                separately from the same templates, so all figures are a little too good.%s A score counts as
                positive from the limit on; soft labels count as positive from 0.5 on.%s

                %s""".formatted(
                        scorecard.split(),
                        made.learnsOn()
                                ? " (nor did the training of the model before, if its data had the same validation rows)"
                                : "",
                        made.disguised()
                                ? " While the model learned, a share of the texts was written like texts that try to get past a filter, in the ways that are measured below; the"
                                        + " classical models saw such texts only among the functional sentences."
                                : "",
                        comparison.rivals().isEmpty()
                                ? ""
                                : " The classical models beside it were trained on the same rows by the same command.",
                        tables());
    }

    /** The measurements, in tables and plots. */
    private String tables() {
        Scorecard scorecard = comparison.model();
        return """
                %s
                ### Every set and category

                `all` mixes the sets. Easy harmless texts raise its ROC AUC, so read the sets one by one.

                %s
                The encoder alone was measured in int8 and in fp32, for the %d pairs of a set and a category of which one row in
                %d gives at least %d of each, positives and negatives. The largest loss of ROC AUC by int8: %s.

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

    /** The results on sets that were left out of training; empty if nobody measured them. */
    private String unseen() {
        if (comparison.unseen().isEmpty()) {
            return "";
        }
        Map<String, String> recipe = comparison.unseen().getFirst().madeWith();
        return """
                ### Sets that training never saw

                For each set, a model and a linear model were trained without it: %s %s over the rows of the other sets, at most %s minutes, from a
                base encoder that had read the texts without their labels, and without teachers. If other sets were left out of the same
                training, which is harder for both models, the table says how many. A figure is the mean ROC AUC over the categories that other sets teach and
                of which the set has ten harmful and ten harmless texts; n is the number of texts. If one set of an origin (Wikipedia talk, Twitter) is left out,
                the other sets of this origin stay in.

                %s
                """.formatted(
                        recipe.get("epochs"),
                        "1".equals(recipe.get("epochs")) ? "pass" : "passes",
                        recipe.get("minutes"),
                        UnseenSource.table(comparison.unseen()));
    }

    /** The version of the program that the figures are about, if it is not the version that the model was made with. */
    private String program() {
        if (!version.equals(measured.version())) {
            return """
                    ### The program

                    The program or its settings have changed since the measurement: the figures are about version %s. `./moderato evaluate --renew` measures the
                    present version.

                    """.formatted(measured.version());
        }
        if (measured.version().equals(made.version())) {
            return "";
        }
        return """
                ### The program

                Version %s of the program was exported after the model was made. On %s all tables and plots of this card were measured again
                with it, with the limits' effects and the weaknesses, on data version `%s`. Calibration, limits and the linear model's shares were
                chosen with the first program. Still figures of the first program: the speed at the top%s. The figures of the classical models are unchanged.

                """.formatted(
                        measured.version(),
                        LocalDate.ofInstant(comparison.measured(), ZoneOffset.UTC),
                        measured.dataVersion(),
                        comparison.unseen().isEmpty() ? "" : " and the sets that training never saw");
    }

    private static String picture(String file) {
        return "![%s](%s/%s)".formatted(file.replace(".svg", "").replace('-', ' '), PlotFiles.FOLDER, file);
    }

    /** The limits and their effect, with the rate of harmless texts that they reject on rows by which they were not chosen. */
    private String limits() {
        Scorecard scorecard = comparison.model();
        long rejected = Math.round(scorecard.harmlessRejected() * scorecard.harmless());
        return """
                ## Limits

                The platform's default policy has these limits. They were chosen on the same rows: as low as possible while all of them
                together reject at most 1 %% of harmless texts. A limit was raised if its category would reject more than 1.5 times its share of the texts
                that name an identity group (for the result see *False positives by identity group*). Of %,d harmless texts the limits
                reject %s. Chosen on each half of the rows in turn, such limits reject %s of the harmless
                texts of the other half; expect about this rate on new texts of these kinds.

                Review begins at 0.7 of a limit. For severe categories (threats, self-harm, severe toxicity, attacks on groups) it begins where one harmless
                text in a hundred would be reviewed, if that is lower. A category that was learned only from generated sentences rejects
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

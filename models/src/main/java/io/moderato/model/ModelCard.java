package io.moderato.model;

import io.moderato.decision.Category;
import io.moderato.model.ModerationSettings.DataSource;
import io.moderato.model.evaluate.Comparison;
import io.moderato.model.evaluate.Int8Loss;
import io.moderato.model.evaluate.Scorecard;
import io.moderato.model.evaluate.ScorecardMarkdown;
import io.moderato.model.functional.FunctionalSentences;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a model's card from what was measured. */
record ModelCard(
        ModerationSettings settings,
        EncoderConfig config,
        Comparison comparison,
        String dataVersion,
        ModelRecipe recipe,
        String training,
        double int8TextsPerSecond,
        double fp32TextsPerSecond) {

    String markdown() {
        return String.join("\n", introduction(), making(), measurements(), data(), WEAKNESSES);
    }

    private String introduction() {
        return """
                # Model card: %s

                A BERT encoder with a head of %d outputs, trained on labelled English text. %s Each output is the probability that a text
                belongs to one category; an author's other texts, images and context are not seen.

                - Layers %d, width %d, heads %d, vocabulary %,d, %,d weights. Encoder layers in int8 with a scale for each channel.
                - Reads windows of %d tokens; longer texts in windows that overlap by %d, each category's highest score counts.
                - Scores: %s.
                - Not scored, hence always unknown: %s.
                - Speed while it was made, batches of 32 texts of about 32 tokens: int8 %,.0f texts/s, fp32 %,.0f texts/s. Other programs on
                  the machine slow both; `./moderato bench model` measures yours.
                """.formatted(
                        settings.name(),
                        settings.categories().size(),
                        recipe.base() == null
                                ? "It began from random weights, its word embeddings from a bag-of-words classifier."
                                : "It began from an encoder that was pre-trained on plain text.",
                        config.layers(),
                        config.width(),
                        config.heads(),
                        config.vocabularySize(),
                        config.parameters(),
                        settings.maxTokens(),
                        settings.windowOverlap(),
                        keys(settings.categories()),
                        unscored(),
                        int8TextsPerSecond,
                        fp32TextsPerSecond);
    }

    private static String keys(Collection<Category> categories) {
        return categories.stream().map(Category::key).collect(Collectors.joining(", "));
    }

    private String unscored() {
        String keys = keys(Arrays.stream(Category.values())
                .filter(category -> !settings.categories().contains(category))
                .toList());
        return keys.isEmpty() ? "none" : keys + ". There was nothing labelled to train them on";
    }

    private String making() {
        return """
                ## Made with

                ```
                %s
                ```

                %s. Ended %s. Where the time limit ends a run, the same command on another machine gets further or less far.
                """.formatted(recipe.command(), training, settings.created());
    }

    private String measurements() {
        Scorecard scorecard = comparison.model();
        return """
                ## Measured

                On the %s rows of the sets below, which training never saw; int8, calibrated, as served. The limits were chosen on the same
                rows, so F1 and recall at the limit flatter a little. A score counts as positive from the limit on; soft labels count as
                positive from 0.5 on. The classical models beside it were trained on the same rows by the same command.

                %s
                ### Every set and category

                `all` mixes the sets, and easy harmless texts raise its ROC AUC: read the sets one by one.

                %s
                Of %,d texts that are known to be harmless, the suggested limits reject %.2f %%.

                Largest loss of ROC AUC by int8 against fp32, of any set and category: %s.
                """.formatted(
                        scorecard.split(),
                        new ScorecardMarkdown(comparison).text(),
                        scorecard.table(),
                        scorecard.harmless(),
                        100 * scorecard.harmlessRejected(),
                        Int8Loss.worst(scorecard.int8Loss()));
    }

    private String data() {
        return """
                ## Data

                Data version %s.

                | set | rows trained on | licence as its rows state it |
                |---|---:|---|
                %s

                `%s` are sentences that this project's own generator writes (`./moderato functional`).
                """.formatted(
                        dataVersion,
                        settings.data().stream().map(ModelCard::row).collect(Collectors.joining("\n")),
                        FunctionalSentences.SET);
    }

    private static String row(DataSource source) {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %s |",
                source.name(),
                source.rows(),
                source.licence().replace("|", "/"));
    }

    private static final String WEAKNESSES = """
            ## Weaknesses

            - Small: it knows words and short phrases better than what a sentence means. Irony, implied hate, quotation and
              counter-speech are often judged wrongly; the functional sentences above show how often.
            - `self_harm` and `pii` were learned from generated sentences only: they have never been measured on what people post. Keep
              them on review.
            - `sexual` has machine labels and generated sentences, `threat` and `severe_toxicity` few positives: trust their ranking more
              than their values.
            - `spam` was learned from text messages, video comments and e-mail of 2002 to 2015; today's spam looks different.
            - Swear words without a target, and dialects whose everyday words are slurs elsewhere, are scored as toxic too often:
              several sets label them so.
            - The licence of rtp_sample is unconfirmed. Whoever must not rely on it trains again without that file.
            - English only. Other languages get scores too; they mean nothing.
            - Probabilities are calibrated for the mixture of these sets, in which harm is far more frequent than on a platform.
            """;
}

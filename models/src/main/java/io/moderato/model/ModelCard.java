package io.moderato.model;

import io.moderato.decision.Category;
import io.moderato.model.ModerationSettings.DataSource;
import io.moderato.model.evaluate.Scorecard;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a model's card from what was measured. */
record ModelCard(
        ModerationSettings settings,
        EncoderConfig config,
        Scorecard scorecard,
        String command,
        String training,
        double int8TextsPerSecond,
        double fp32TextsPerSecond) {

    String markdown() {
        String unscored = Arrays.stream(Category.values())
                .filter(category -> !settings.categories().contains(category))
                .map(Category::key)
                .collect(Collectors.joining(", "));
        return """
                # Model card: %s

                A BERT encoder with a head of %d outputs, trained on labelled English text without any pretrained model: first the word
                embeddings by a bag-of-words classifier, then everything together. Each output is the probability that a text belongs to
                one category; an author's other texts, images and context are not seen.

                - Layers %d, width %d, heads %d, vocabulary %,d, %,d weights. Encoder layers in int8 with a scale for each channel.
                - Reads windows of %d tokens; longer texts in windows that overlap by %d, each category's highest score counts.
                - Scores: %s.
                - Not scored, hence always unknown: %s. There was no honestly labelled data to train them on.
                - Speed while it was made, batches of 32 texts of about 32 tokens: int8 %,.0f texts/s, fp32 %,.0f texts/s. Other programs on the
                  machine slow both; `./moderato bench` measures yours.
                - Ended training: %s.

                ## Made with

                ```
                %s
                ```

                %s. Where the time limit ends a run, the same command on another machine gets further or less far.

                ## Measured

                On the %s rows of the sets below, which training never saw; int8, calibrated, as served. The limits were chosen on the
                same rows, so F1 and recall at the limit flatter a little. %s
                Read the sets one by one: `all` mixes them, and the easy harmless texts of goemotions and banking77 raise its ROC AUC.

                %s
                Of %,d texts that are known to be harmless, the suggested limits reject %.2f %%.

                Loss of ROC AUC over all sets by int8 against fp32, on every eighth row: %s.

                ## Data

                | set | rows trained on | licence as its rows state it |
                |---|---:|---|
                %s

                ## Weaknesses

                - Small and trained without pre-training: it knows words and short phrases, little of what a sentence means. Irony,
                  implied hate, quotation and counter-speech are often judged wrongly.
                - Names of groups occur mostly in hateful text in this data, so harmless sentences about them score too high. Send
                  identity_attack to review rather than rejecting on it.
                - `sexual` has machine labels only, `threat` and `severe_toxicity` few positives: trust their ranking more than their values.
                - `spam` was learned from text messages, video comments and e-mail of 2002 to 2015; today's spam looks different.
                  It was hardly ever told that a hostile comment is not spam.
                - Swear words without a target, and dialects whose everyday words are slurs elsewhere, are scored as toxic too often:
                  several sets label them so.
                - The licence of rtp_sample is unconfirmed. Whoever must not rely on it trains again without that file.
                - English only. Other languages get scores too; they mean nothing.
                - Probabilities are calibrated for the mixture of these sets, in which harm is far more frequent than on a platform.
                """.formatted(
                        settings.name(),
                        settings.categories().size(),
                        config.layers(),
                        config.width(),
                        config.heads(),
                        config.vocabularySize(),
                        config.parameters(),
                        settings.maxTokens(),
                        settings.windowOverlap(),
                        settings.categories().stream().map(Category::key).collect(Collectors.joining(", ")),
                        unscored.isEmpty() ? "none" : unscored,
                        int8TextsPerSecond,
                        fp32TextsPerSecond,
                        settings.created(),
                        command,
                        training,
                        scorecard.split(),
                        "A score counts as positive from the limit on; soft labels count as positive from 0.5 on.",
                        scorecard.table(),
                        scorecard.harmless(),
                        100 * scorecard.harmlessRejected(),
                        scorecard.int8Loss().entrySet().stream()
                                .map(e -> String.format(
                                        Locale.ROOT, "%s %.4f", e.getKey().key(), e.getValue()))
                                .collect(Collectors.joining(", ")),
                        settings.data().stream().map(ModelCard::row).collect(Collectors.joining("\n")));
    }

    private static String row(DataSource source) {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %s |",
                source.name(),
                source.rows(),
                source.licence().replace("|", "/"));
    }
}

package io.moderato.model.card;

import io.moderato.decision.Category;
import io.moderato.model.EncoderConfig;
import io.moderato.model.ModerationSettings;
import io.moderato.model.ModerationSettings.DataSource;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.functional.FunctionalSentences;
import io.moderato.model.lineage.Corpus;
import io.moderato.model.lineage.Lineage;
import io.moderato.model.lineage.Making.Speed;
import io.moderato.model.lineage.Making.Trained;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.scorecard.Comparison.Subject;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The card of a model that was made here: its description, how it was made, and its measurements. */
record ModelCard(
        ModerationSettings settings,
        EncoderConfig config,
        Comparison comparison,
        Subject measured,
        Lineage lineage,
        Trained made,
        String version) {

    /**
     * The card of the model in that folder.
     *
     * @throws IllegalArgumentException if the metrics do not say which version of the model was measured
     */
    static ModelCard of(ModelFolder folder, Lineage lineage, Trained made) {
        Comparison comparison = Comparison.of(folder.info().metrics());
        Subject measured = comparison.subject();
        if (measured == null) {
            throw new IllegalArgumentException("do not say of which version of the model they are");
        }
        return new ModelCard(
                folder.moderation(), folder.config(), comparison, measured, lineage, made, folder.version());
    }

    /** The card as Markdown. */
    String markdown() {
        return String.join(
                "\n",
                introduction(),
                making(),
                new MeasuredSections(comparison, measured, made, version).markdown(),
                data(),
                new Weaknesses(comparison.model(), settings).markdown());
    }

    private String introduction() {
        return """
                # Model card: %s

                A BERT encoder with a head of %d outputs, trained on labelled English text. %s%s Each output is the probability that a text
                belongs to one category. The model does not see an author's other texts, images or the context.

                - Layers %d, width %d, heads %d, vocabulary %,d, %,d weights. Encoder layers in int8 with a scale for each channel.
                - Reads windows of %d tokens; longer texts in windows that overlap by %d, each category's highest score counts.
                - Scores: %s.
                - Not scored, so always unknown: %s.
                %s""".formatted(
                        settings.name(),
                        settings.categories().size(),
                        beginning(),
                        linear(),
                        config.layers(),
                        config.width(),
                        config.heads(),
                        config.vocabularySize(),
                        config.parameters(),
                        settings.maxTokens(),
                        settings.windowOverlap(),
                        keys(settings.categories()),
                        unscored(),
                        speed());
    }

    private String speed() {
        Speed speed = made.speed();
        return speed == null
                ? ""
                : String.format(Locale.ROOT, """
                        - Speed when the model was made, in batches of 32 texts of about 32 tokens: int8 %,.0f texts/s, fp32 %,.0f texts/s. Other programs on
                          the machine slow both down; `./moderato bench model` measures your machine.
                        """, speed.int8TextsPerSecond(), speed.fp32TextsPerSecond());
    }

    private String beginning() {
        if (!made.meanOf().isEmpty()) {
            return "Its weights are the mean of the weights of %d models. These began from one encoder that was pre-trained on plain text."
                    .formatted(made.meanOf().size());
        }
        if (made.base() == null) {
            return "It began from random weights; its word embeddings began from a bag-of-words classifier.";
        }
        return made.learnsOn()
                ? "It is an earlier model that learned on."
                : "It began from an encoder that was pre-trained on plain text.";
    }

    private String linear() {
        Map<Category, Double> shares = settings.linearShare();
        return shares == null
                ? ""
                : " A linear model on words and characters is mixed in, by category: %s."
                        .formatted(shares.entrySet().stream()
                                .map(share ->
                                        "%s %.0f %%".formatted(share.getKey().key(), 100 * share.getValue()))
                                .collect(Collectors.joining(", ")));
    }

    private static String keys(Collection<Category> categories) {
        return categories.stream().map(Category::key).collect(Collectors.joining(", "));
    }

    private String unscored() {
        String keys = keys(Arrays.stream(Category.values())
                .filter(category -> !settings.categories().contains(category))
                .toList());
        return keys.isEmpty() ? "none" : keys + ". There were no labelled texts to train them on";
    }

    private String making() {
        return "## Made with\n\n" + Origins.run(made) + Origins.of(lineage, made);
    }

    private String data() {
        return """
                ## Data

                Data version %s.

                | set | rows trained on | licence, as the rows state it |
                |---|---:|---|
                %s

                `%s` are sentences that this project's own generator writes (`./moderato functional`).
                %s""".formatted(
                        made.dataVersion(),
                        settings.data().stream().map(ModelCard::row).collect(Collectors.joining("\n")),
                        FunctionalSentences.SET,
                        textsOfBase());
    }

    private String textsOfBase() {
        List<Corpus> texts = lineage.textsRead();
        return texts.isEmpty()
                ? ""
                : "\nThe base encoder read these texts, without labels:\n\n" + EncoderPage.table(texts);
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

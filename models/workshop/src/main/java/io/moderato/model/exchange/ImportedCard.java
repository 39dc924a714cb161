package io.moderato.model.exchange;

import io.moderato.decision.Category;
import io.moderato.model.EncoderConfig;
import io.moderato.model.ModerationSettings;
import io.moderato.model.OutputHead;
import io.moderato.model.export.TorchScriptExport.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the card of a foreign model: where it came from, what its labels were taken for, and that nobody here measured it. */
record ImportedCard(
        ModerationSettings settings,
        EncoderConfig config,
        LabelChoice labels,
        Origin origin,
        Precision precision,
        @Nullable Double difference) {

    String markdown() {
        OutputHead head = Objects.requireNonNull(settings.head());
        return """
                # Model card: %s

                A classifier that was trained elsewhere and imported. What it learned from and how good it is, its makers tell; **here it
                has not been measured**. `./moderato evaluate --model FOLDER --data DATA` measures it on labelled texts of yours.

                - Source: %s%s.
                - Licence, as the source states it: %s.
                - %s
                - Head: %d outputs, %s.
                - Reads windows of %d tokens; longer texts in windows that overlap by %d, each category's highest score counts.
                - Before its own tokenizer, only characters that nobody sees are removed from a text.
                - Not scored, hence always unknown: %s.

                ## What its labels mean here

                %s

                | label | categories |
                |---|---|
                %s

                ## Weaknesses

                - Probabilities are the model's own; they are not calibrated. There are no suggested limits: choose a policy's
                  thresholds by looking at what the model says about your content.
                - %s
                - Look-alike letters and other disguises are left as they are, since the model learned from plain text.
                """.formatted(
                        settings.name(),
                        origin.source(),
                        origin.revision() == null ? "" : ", revision " + origin.revision(),
                        origin.licence(),
                        program(),
                        config.labels().size(),
                        head.activation() == OutputHead.Activation.SOFTMAX
                                ? "of which exactly one is true (softmax)"
                                : "each a question of its own (sigmoid)",
                        settings.maxTokens(),
                        settings.windowOverlap(),
                        unscored(),
                        head.activation() == OutputHead.Activation.SOFTMAX
                                ? "A category's probability is the sum of the probabilities of its labels."
                                : "A category's probability is the highest of those of its labels.",
                        config.labelsInOrder().stream().map(this::row).collect(Collectors.joining("\n")),
                        quantisation());
    }

    private String program() {
        if (settings.fromElsewhere()) {
            return "Its program `model.pt` was traced elsewhere and is run as it is.";
        }
        return "%s, %d layers, width %d, heads %d, vocabulary %,d, %,d weights, exported here as %s."
                .formatted(
                        config.modelType(),
                        config.layers(),
                        config.width(),
                        config.heads(),
                        config.vocabularySize(),
                        config.parameters(),
                        precision.name().toLowerCase(java.util.Locale.ROOT));
    }

    private String quantisation() {
        if (settings.fromElsewhere() || precision == Precision.FP32) {
            return "It runs as it was made, without int8, and is as slow as that.";
        }
        return difference == null
                ? "What int8 changes has not been measured: there was not enough memory for both."
                : "On %d sample texts int8 moved a probability by at most %.4f."
                        .formatted(SampleTexts.TEXTS.size(), difference);
    }

    private String unscored() {
        String unscored = Arrays.stream(Category.values())
                .filter(category -> !settings.categories().contains(category))
                .map(Category::key)
                .collect(Collectors.joining(", "));
        return unscored.isEmpty() ? "none" : unscored;
    }

    private String row(String label) {
        List<Category> own = labels.categories().getOrDefault(label, List.of());
        return "| %s | %s |"
                .formatted(
                        label.replace("|", "/"),
                        own.isEmpty() ? "none" : own.stream().map(Category::key).collect(Collectors.joining(", ")));
    }
}

package io.moderato.model.card;

import io.moderato.decision.Category;
import io.moderato.model.EncoderConfig;
import io.moderato.model.ModerationSettings;
import io.moderato.model.OutputHead;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.lineage.Making.Export;
import io.moderato.model.lineage.Making.Imported;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The card of an imported model: where the model came from, what its labels mean here, and that nobody here measured it. */
record ImportedCard(ModerationSettings settings, EncoderConfig config, Imported made) {
    ImportedCard(ModelFolder folder, Imported made) {
        this(folder.moderation(), folder.config(), made);
    }

    String markdown() {
        OutputHead head = Objects.requireNonNull(settings.head());
        return """
                # Model card: %s

                A classifier that was trained elsewhere and imported. Its makers say what it learned from and how good it is; **here it
                has not been measured**. `./moderato evaluate --model FOLDER --data DATA` measures it on your own labelled texts.

                - Source: %s%s.
                - Licence, as the source states it: %s.
                - %s
                - Head: %d outputs, %s.
                - Reads windows of %d tokens; longer texts in windows that overlap by %d, each category's highest score counts.
                - Only invisible characters are removed from a text before its own tokenizer reads it.
                - Not scored, so always unknown: %s.

                ## What its labels mean here

                %s

                | label | categories |
                |---|---|
                %s

                ## Weaknesses

                - Probabilities are the model's own; they are not calibrated. There are no suggested limits: choose a policy's
                  thresholds by looking at the model's scores for your content.
                - %s
                - Look-alike letters and other disguises are not undone, because the model learned from plain text.
                """.formatted(
                        settings.name(),
                        made.source(),
                        made.revision() == null ? "" : ", revision " + made.revision(),
                        made.licence(),
                        program(),
                        config.labels().size(),
                        head.activation() == OutputHead.Activation.SOFTMAX
                                ? "exactly one of them is true (softmax)"
                                : "each answers its own question (sigmoid)",
                        settings.maxTokens(),
                        settings.windowOverlap(),
                        unscored(),
                        head.activation() == OutputHead.Activation.SOFTMAX
                                ? "A category's probability is the sum of the probabilities of its labels."
                                : "A category's probability is the highest probability of its labels.",
                        IntStream.range(0, config.labelsInOrder().size())
                                .mapToObj(output -> row(head, output))
                                .collect(Collectors.joining("\n")),
                        quantisation());
    }

    private String program() {
        Export export = made.export();
        if (export == null) {
            return "Its program `model.pt` was traced elsewhere and runs unchanged.";
        }
        return "%s, %d layers, width %d, heads %d, vocabulary %,d, %,d weights, exported here as %s."
                .formatted(
                        config.modelType(),
                        config.layers(),
                        config.width(),
                        config.heads(),
                        config.vocabularySize(),
                        config.parameters(),
                        export.int8() ? "int8" : "fp32");
    }

    private String quantisation() {
        Export export = made.export();
        if (export == null || !export.int8()) {
            return "It runs as it was made, without int8, and therefore more slowly than it could.";
        }
        return export.difference() == null
                ? "The effect of int8 has not been measured."
                : "On %d sample texts int8 changed a probability by at most %.4f."
                        .formatted(
                                export.difference().texts(), export.difference().largest());
    }

    private String unscored() {
        String unscored = Arrays.stream(Category.values())
                .filter(category -> !settings.categories().contains(category))
                .map(Category::key)
                .collect(Collectors.joining(", "));
        return unscored.isEmpty() ? "none" : unscored;
    }

    private String row(OutputHead head, int output) {
        String own = head.outputs().entrySet().stream()
                .filter(category -> category.getValue().contains(output))
                .map(category -> category.getKey().key())
                .collect(Collectors.joining(", "));
        return "| %s | %s |"
                .formatted(config.labelsInOrder().get(output).replace("|", "/"), own.isEmpty() ? "none" : own);
    }
}

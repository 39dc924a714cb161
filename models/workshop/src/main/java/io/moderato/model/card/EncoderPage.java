package io.moderato.model.card;

import io.moderato.model.EncoderConfig;
import io.moderato.model.lineage.Corpus;
import io.moderato.model.lineage.Lineage;
import io.moderato.model.lineage.Making.Pretrained;
import io.moderato.model.lineage.PretrainingRun;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page of a base encoder: its shape, and the commands that made it, one run after the other. */
record EncoderPage(EncoderConfig config, Lineage lineage, Pretrained made) {
    /** The name of the file. */
    static final String FILE = "README.md";

    String markdown() {
        return String.format(
                Locale.ROOT,
                """
                # A base encoder

                A BERT encoder of %d layers × %d (%d heads, %,d pieces, %d positions) that learned English from plain text by guessing hidden
                words. It is not a classifier: `./moderato train --base` makes a classifier from it, `./moderato pretrain --base` trains it further.

                ## Made with

                %s
                ## Texts

                %s""",
                config.layers(),
                config.width(),
                config.heads(),
                config.vocabularySize(),
                config.positions(),
                runs(lineage, made),
                table(made.texts()));
    }

    /** The runs that made the encoder, one after the other. */
    static String runs(Lineage lineage, Pretrained made) {
        return Stream.concat(
                        Stream.ofNullable(made.base()).map(base -> Origins.madeWith(lineage, lineage.of(base))),
                        made.runs().stream().map(EncoderPage::run))
                .collect(Collectors.joining("\nThen:\n\n"));
    }

    private static String run(PretrainingRun run) {
        return String.format(
                Locale.ROOT,
                """
                ```
                %s
                ```

                %,d steps of %,d tokens in %s minutes%s, data version `%s`, corpora counted %s. Loss of a hidden piece on rows held out in this run: %.3f.
                """,
                String.join("\n", run.commands()),
                run.steps(),
                run.tokensOfStep(),
                new DecimalFormat("#,##0.#", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(run.minutes()),
                run.device() == null ? "" : " on one " + run.device(),
                run.dataVersion(),
                run.mix(),
                run.heldOutLoss());
    }

    /** The texts as a Markdown table. */
    static String table(List<Corpus> texts) {
        return texts.stream()
                .map(text -> "| %s | %s | %s |\n".formatted(text.name(), text.text(), text.licence()))
                .collect(Collectors.joining("", "| corpus | text | licence |\n|---|---|---|\n", ""));
    }
}

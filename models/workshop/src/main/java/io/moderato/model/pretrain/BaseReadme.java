package io.moderato.model.pretrain;

import io.moderato.model.EncoderConfig;
import io.moderato.model.ModelException;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says beside a base encoder what it is and which commands made it, one run after the other. A model says the same in its card, so that
 * one that begins from it can tell.
 */
public final class BaseReadme {
    /** The name of the file. */
    public static final String FILE = "README.md";

    private static final String MADE_WITH = "## Made with\n\n";

    private static final String TEXTS = "\n## Texts\n\n";

    private static final String TABLE = "| corpus | text | licence |\n|---|---|---|\n";

    private static final String UNKNOWN = "Nobody wrote down how it was made.\n";

    private BaseReadme() {}

    /**
     * The page of an encoder.
     *
     * @param before the folder that the run began from, whose runs stand first; null for random weights
     * @param corpora the names of the corpora that it read
     */
    static String text(
            EncoderConfig config,
            @Nullable Path before,
            String command,
            String dataVersion,
            CorpusMix mix,
            List<String> corpora,
            int tokensOfStep,
            TrainingResult result) {
        Set<String> texts = new LinkedHashSet<>(before == null ? List.of() : texts(before));
        corpora.forEach(corpus -> texts.add(CorpusOrigin.of(corpus).row()));
        return String.format(
                Locale.ROOT,
                """
                # A base encoder

                A BERT encoder of %d layers × %d (%d heads, %,d pieces, %d positions) that learned English from plain text by guessing hidden
                words. It is no classifier: `./moderato train --base` begins one from it, `./moderato pretrain --base` goes on with it.

                %s%s```
                %s
                ```

                %,d steps of %,d tokens in %.0f minutes, data version `%s`, corpora counted %s. Loss of a hidden piece on rows held out in this run: %.3f.
                %s%s%s
                """,
                config.layers(),
                config.width(),
                config.heads(),
                config.vocabularySize(),
                config.positions(),
                MADE_WITH,
                before == null ? "" : madeWith(before).strip() + "\n\nThen:\n\n",
                command,
                result.steps(),
                tokensOfStep,
                result.minutes(),
                dataVersion,
                mix,
                -result.bestScore(),
                TEXTS,
                TABLE,
                String.join("\n", texts));
    }

    /** How the encoder in that folder was made, without a heading; says so if nobody wrote it down. */
    public static String madeWith(Path base) {
        String made = following(base, MADE_WITH, "\n## ");
        return made.isEmpty() ? UNKNOWN : made;
    }

    /** The table of the texts that the encoder in that folder read; empty if nobody wrote them down. */
    public static String textsRead(Path base) {
        List<String> texts = texts(base);
        return texts.isEmpty() ? "" : TABLE + String.join("\n", texts) + "\n";
    }

    private static List<String> texts(Path base) {
        return following(base, TABLE, "\n\n")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** What stands between the first place of one text and the next of another; empty if the first is not there. */
    private static String following(Path base, String heading, String end) {
        Path card = base.resolve(ModelFolder.CARD);
        Path file = Files.isRegularFile(card) ? card : base.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try {
            String text = Files.readString(file);
            int at = text.indexOf(heading);
            if (at < 0) {
                return "";
            }
            int to = text.indexOf(end, at + heading.length());
            return text.substring(at + heading.length(), to < 0 ? text.length() : to);
        } catch (IOException e) {
            throw new ModelException(file, "cannot be read: " + e.getMessage(), e);
        }
    }
}

package io.moderato.model.pretrain;

import io.moderato.model.EncoderConfig;
import io.moderato.model.ModelException;
import io.moderato.model.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says beside a base encoder what it is and which commands made it, one run after the other. */
public final class BaseReadme {
    /** The name of the file. */
    public static final String FILE = "README.md";

    private static final String MADE_WITH = "## Made with\n\n";

    private static final String UNKNOWN = "Nobody wrote down how the base encoder was made.\n";

    private BaseReadme() {}

    /**
     * The page of an encoder.
     *
     * @param before the folder that the run began from, whose runs stand first; null for random weights
     */
    static String text(
            EncoderConfig config,
            @Nullable Path before,
            String command,
            String dataVersion,
            CorpusMix mix,
            int tokensOfStep,
            TrainingResult result) {
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
                -result.bestScore());
    }

    /** How the encoder in that folder was made, without a heading; says so if nobody wrote it down. */
    public static String madeWith(Path base) {
        Path file = base.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return UNKNOWN;
        }
        try {
            String text = Files.readString(file);
            int at = text.indexOf(MADE_WITH);
            return at < 0 ? UNKNOWN : text.substring(at + MADE_WITH.length());
        } catch (IOException e) {
            throw new ModelException(file, "cannot be read: " + e.getMessage(), e);
        }
    }
}

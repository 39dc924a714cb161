package io.moderato.model.pretrain;

import io.moderato.model.ModelException;
import io.moderato.model.data.DataFolder;
import io.moderato.model.data.DataFolder.Split;
import io.moderato.model.data.LabelledText;
import io.moderato.model.serving.TextTokenizer;
import io.moderato.model.train.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Packs the corpora and the texts of the labelled sets into rows, each as often as the mix says, and holds some rows out. */
final class CorpusPacking {
    /** The distance between two rows that are held out. */
    private static final int HELD_OUT_EVERY = 200;

    private static final int LONGEST_TEXT = 20_000;
    private static final int CHUNK = 2_000;
    /** The mix's name for the texts of the labelled sets. */
    static final String TRAINING_SETS = "training_sets";

    private final CorpusMix mix;
    private final int tokens;
    private final long seed;
    private final Progress progress;

    /**
     * @param tokens the number of tokens in a row
     */
    CorpusPacking(CorpusMix mix, int tokens, long seed, Progress progress) {
        this.mix = mix;
        this.tokens = tokens;
        this.seed = seed;
        this.progress = progress;
    }

    /** The names of the corpora that the mix includes, in reading order. */
    List<String> corpora(DataFolder data) {
        List<String> names = new ArrayList<>();
        data.corpora().forEach(corpus -> names.add(corpus.getFileName().toString()));
        names.add(TRAINING_SETS);
        names.removeIf(name -> mix.share(name) == 0);
        return names;
    }

    /** Writes the rows for learning into one file, and the held-out rows into another. Each file appears whole or not at all. */
    void pack(DataFolder data, TextTokenizer tokenizer, Path packed, Path heldOut) {
        if (tokenizer.vocabularySize() > PackedText.LARGEST_VOCABULARY) {
            throw new ModelException(
                    packed, "%,d pieces do not fit into 16 bits".formatted(tokenizer.vocabularySize()));
        }
        List<int[]> held = new ArrayList<>();
        PackedText.write(packed, rows -> {
            for (Path corpus : data.corpora()) {
                String name = corpus.getFileName().toString();
                write(name, rows, held, packed(tokenizer, mix.share(name), lines -> data.lines(corpus, lines)));
            }
            List<LabelledText> labelled = data.read(Split.TRAIN);
            write(
                    TRAINING_SETS,
                    rows,
                    held,
                    packed(
                            tokenizer,
                            mix.share(TRAINING_SETS),
                            lines -> labelled.forEach(row -> lines.test(row.text()))));
        });
        PackedText.write(heldOut, rows -> {
            for (int[] row : held) {
                rows.write(row);
            }
        });
    }

    /** Holds some rows out and writes the other rows as often as the mix says. */
    private void write(String name, PackedText.RowWriter out, List<int[]> held, List<int[]> rows) throws IOException {
        int times = (int) Math.max(1, Math.round(mix.share(name)));
        for (int i = 0; i < rows.size(); i += HELD_OUT_EVERY) {
            held.add(rows.get(i));
        }
        for (int time = 0; time < times; time++) {
            for (int i = 0; i < rows.size(); i++) {
                if (i % HELD_OUT_EVERY != 0) {
                    out.write(rows.get(i));
                }
            }
        }
        progress.say("%s: %,d rows of %d tokens, %d times".formatted(name, rows.size(), tokens, times));
    }

    /** The rows of a corpus. A share below 1 leaves lines out. */
    private List<int[]> packed(TextTokenizer tokenizer, double share, Consumer<Predicate<String>> corpus) {
        List<int[]> rows = new ArrayList<>();
        PackedText.Packer packer = new PackedText.Packer(tokens, tokenizer.firstId(), tokenizer.lastId(), rows::add);
        Random random = new Random(seed);
        List<String> chunk = new ArrayList<>();
        corpus.accept(line -> {
            if (!line.isBlank() && random.nextDouble() < share) {
                chunk.add(line.length() > LONGEST_TEXT ? line.substring(0, LONGEST_TEXT) : line);
                if (chunk.size() == CHUNK) {
                    tokenizer.tokens(chunk).forEach(packer::add);
                    chunk.clear();
                }
            }
            return true;
        });
        tokenizer.tokens(chunk).forEach(packer::add);
        return rows;
    }
}

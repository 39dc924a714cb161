package io.moderato.model.tokenizer;

import io.moderato.model.data.DataFolder;
import io.moderato.model.data.LabelledText;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Learns a vocabulary from the training texts and the beginning of each corpus, and writes it as a tokenizer. */
public final class TokenizerTraining {
    private static final long CHARACTERS_OF_A_CORPUS = 4_000_000;

    private TokenizerTraining() {}

    /** @param pieces the most pieces of the vocabulary */
    public static void run(DataFolder data, List<LabelledText> rows, int pieces, Path file, Consumer<String> report) {
        WordCounts words = new WordCounts();
        rows.forEach(row -> words.add(row.text()));
        data.corpora(CHARACTERS_OF_A_CORPUS, words::add);
        report.accept("%,d different words counted".formatted(words.counts().size()));
        List<String> vocabulary = WordPieceTrainer.train(words.counts(), pieces);
        TokenizerFile.write(file, vocabulary);
        report.accept("vocabulary of %,d pieces".formatted(vocabulary.size()));
    }
}

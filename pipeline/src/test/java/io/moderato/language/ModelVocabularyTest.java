package io.moderato.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelVocabularyTest {
    @TempDir
    private Path folder;

    @Test
    void cutsWordsAsTheShippedTokenizerDoes() {
        Vocabulary shipped = Readers.shippedVocabulary();
        assertThat(shipped.pieces("because")).isEqualTo(1);
        assertThat(shipped.pieces("idïöt")).isEqualTo(1);
        assertThat(shipped.pieces("straßenbahnhaltestelle")).isGreaterThan(4);
    }

    @Test
    void readsWordPiece() throws IOException {
        Vocabulary vocabulary = vocabulary("""
                {"model": {"type": "WordPiece", "vocab": {"[UNK]": 0, "tram": 1, "##way": 2, "t": 3, "##s": 4}}}""");
        assertThat(vocabulary.pieces("tram")).isEqualTo(1);
        assertThat(vocabulary.pieces("tramways")).isEqualTo(3);
        assertThat(vocabulary.pieces("way")).isEqualTo(3);
    }

    @Test
    void readsBytePairs() throws IOException {
        Vocabulary vocabulary = vocabulary("""
                {"model": {"type": "BPE", "vocab": {"Ġtram": 1, "way": 2, "s": 3}}}""");
        assertThat(vocabulary.pieces("tram")).isEqualTo(1);
        assertThat(vocabulary.pieces("tramways")).isEqualTo(3);
    }

    @Test
    void readsUnigrams() throws IOException {
        Vocabulary vocabulary = vocabulary("""
                {"model": {"type": "Unigram", "vocab": [["<unk>", 0], ["▁Tram", -1.5], ["way", -2]]}}""");
        assertThat(vocabulary.pieces("tram")).isEqualTo(1);
        assertThat(vocabulary.pieces("tramway")).isEqualTo(2);
    }

    private Vocabulary vocabulary(String json) throws IOException {
        Path file = folder.resolve("tokenizer.json");
        Files.writeString(file, json);
        return ModelVocabulary.of(file);
    }
}

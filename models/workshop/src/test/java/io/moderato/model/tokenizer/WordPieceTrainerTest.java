package io.moderato.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.model.ModelException;
import io.moderato.model.serving.TextTokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordPieceTrainerTest {
    private static final List<String> TEXTS = List.of(
            "You are playing well 👍",
            "We were playing and singing.",
            "Sing, play, walk! 👍🏽",
            "walking well, playing");

    @TempDir
    Path folder;

    @Test
    void joinsWhatOccursTogether() {
        List<String> vocabulary = vocabulary(200);

        assertThat(vocabulary)
                .startsWith("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
                .doesNotHaveDuplicates();
        assertThat(vocabulary).contains("play", "##ing", "👍", "a", "##a", "0", "##9");
        assertThat(vocabulary).isEqualTo(vocabulary(200));
        assertThat(vocabulary(90)).hasSize(90);
    }

    @Test
    void writesATokenizerThatHuggingFaceReads() {
        try (TextTokenizer tokenizer = tokenizer(32, 8)) {
            assertThat(tokenizer.pieces("PLAYING")).containsExactly("playing");
            assertThat(tokenizer.pieces("wow👍play")).contains("👍", "play").doesNotContain("[UNK]");
            assertThat(tokenizer.pieces("q7x")).containsExactly("q", "##7", "##x");
            assertThat(tokenizer.pieces("pl\u200Baying")).containsExactly("playing");
            assertThat(tokenizer.pieces("pláying")).containsExactly("playing");
            assertThat(tokenizer.pieces("[CLS]")).doesNotContain("[CLS]");
            assertThat(tokenizer.pieces("")).isEmpty();
        }
    }

    @Test
    void readsLongTextsInOverlappingWindows() {
        try (TextTokenizer tokenizer = tokenizer(12, 4)) {
            List<long[]> windows = tokenizer.windows("0 1 2 3 4 5 6 7 8 9 a b c d e f g h i j k");

            assertThat(windows).hasSize(3).allSatisfy(window -> {
                assertThat(window).hasSize(12).startsWith(2).endsWith(3);
            });
            List<Long> tokens = new ArrayList<>();
            for (long[] window : windows) {
                for (int i = 1; i < 11; i++) {
                    tokens.add(window[i]);
                }
            }
            assertThat(tokens.stream().distinct()).hasSize(21);
            assertThat(windows.get(1)[1]).isEqualTo(windows.get(0)[7]);
            assertThat(tokenizer.windows("")).hasSize(1).first().isEqualTo(new long[] {2, 3});
        }
    }

    @Test
    void namesTheFileThatIsNoTokenizer() throws Exception {
        Path file = folder.resolve("tokenizer.json");
        assertThatThrownBy(() -> TextTokenizer.open(file, 8, 2)).hasMessageContaining("tokenizer.json: missing");

        Files.writeString(file, "{\"model\": {}}");

        assertThatThrownBy(() -> TextTokenizer.open(file, 8, 2))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("tokenizer.json");
    }

    private TextTokenizer tokenizer(int maxTokens, int overlap) {
        Path file = folder.resolve("tokenizer.json");
        TokenizerFile.write(file, vocabulary(300));
        return TextTokenizer.open(file, maxTokens, overlap);
    }

    private static List<String> vocabulary(int size) {
        WordCounts words = new WordCounts();
        for (int i = 0; i < 5; i++) {
            TEXTS.forEach(words::add);
        }
        return WordPieceTrainer.train(words.counts(), size);
    }
}

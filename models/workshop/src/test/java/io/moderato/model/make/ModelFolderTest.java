package io.moderato.model.make;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.model.ModelException;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.folder.ModelInfo;
import io.moderato.model.serving.TextClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModelFolderTest {
    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void model() throws IOException {
        folder = TinyModel.writeTo(temp.resolve("model"));
    }

    @Test
    void tellsWhatPeopleReadAboutAModel() {
        ModelInfo info = ModelFolder.open(folder).info();

        assertThat(info.name()).isEqualTo("tiny");
        assertThat(info.version()).matches("[0-9a-f]{12}");
        assertThat(info.categories()).isEqualTo(TinyModel.CATEGORIES);
        assertThat(info.metrics().path("split").asString()).isEqualTo("none");
        assertThat(info.card()).startsWith("# Model card: tiny");
    }

    @Test
    void versionFollowsWhatTheModelAnswersAndNothingElse() throws IOException {
        String version = ModelFolder.open(folder).version();

        assertThat(ModelFolder.open(TinyModel.writeTo(temp.resolve("again"))).version())
                .isEqualTo(version);
        Files.writeString(folder.resolve(ModelFolder.CARD), "# A better card\n");
        assertThat(ModelFolder.open(folder).version()).isEqualTo(version);
        replace(ModelFolder.MODERATION, "0.5", "0.6");
        assertThat(ModelFolder.open(folder).version()).isNotEqualTo(version);
    }

    static Stream<String> files() {
        return ModelFolder.FILES.stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void namesTheMissingFile(String file) throws IOException {
        Files.delete(folder.resolve(file));

        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(file + ": missing");
    }

    @ParameterizedTest
    @CsvSource({
        "config.json, bert, gpt, model_type",
        "config.json, '\"hidden_size\" : 32', '\"hidden_size\" : 33', not a multiple",
        "config.json, '\"vocab_size\" : 1', '\"vocab_size\" : 2', word_embeddings",
        "moderation.json, toxicity, rudeness, rudeness",
        "moderation.json, '\"maxTokens\" : 16', '\"maxTokens\" : 600', maxTokens",
        "moderation.json, '\"formatVersion\" : 1', '\"formatVersion\" : 2', formatVersion",
        "moderation.json, '\"slope\" : 2', '\"slope\" : -2', does not rise",
        "metrics.json, '\"split\"', split, metrics.json",
    })
    void namesTheFileThatDoesNotFit(String file, String part, String replacement, String reason) throws IOException {
        replace(file, part, replacement == null ? "" : replacement);

        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(
                        file.equals("config.json") && reason.equals("word_embeddings") ? "model.safetensors" : file)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesWhatIsNoFolder() {
        assertThatThrownBy(() -> ModelFolder.open(temp.resolve("nowhere")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void loadingNamesADamagedArchive() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(ModelFolder.TORCH_SCRIPT));
        Files.write(folder.resolve(ModelFolder.TORCH_SCRIPT), Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> TextClassifier.load(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("model.pt");
    }

    @Test
    void loadingNamesADamagedTokenizer() throws IOException {
        replace(ModelFolder.TOKENIZER, "\"WordPiece\"", "\"Nonsense\"");

        assertThatThrownBy(() -> TextClassifier.load(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("tokenizer.json");
    }

    private void replace(String file, String part, String replacement) throws IOException {
        Path path = folder.resolve(file);
        String before = Files.readString(path);
        String after = before.replace(part, replacement);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(path, after);
    }
}

package io.moderato.model.make;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.decision.Scores;
import io.moderato.model.EncoderConfig;
import io.moderato.model.ModelException;
import io.moderato.model.export.TorchScriptExport;
import io.moderato.model.export.TorchScriptExport.Precision;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.serving.TextClassifier;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The faults of a model folder. Loading names the file and the reason, and a running model goes on. */
class BrokenModelFolderTest {
    private static final List<String> TEXTS = List.of("the quick brown fox", "jumps over", "the lazy dog");

    @TempDir
    static Path temp;

    private static TextClassifier running;
    private static List<Scores> before;

    @BeforeAll
    static void run() throws IOException {
        running = TextClassifier.load(TinyModel.writeTo(temp.resolve("running")), 1);
        before = running.score(TEXTS);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    /** Breaks a folder. */
    interface Fault {
        void in(Path folder) throws IOException;
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("half-written folder", "moderation.json", "missing", folder -> {
                    Files.delete(folder.resolve("moderation.json"));
                    Files.delete(folder.resolve("model.pt"));
                }),
                fault(
                        "weights of another shape",
                        "model.safetensors",
                        "has shape",
                        replace("config.json", "\"intermediate_size\" : 128", "\"intermediate_size\" : 256")),
                fault(
                        "fewer layers in the weights",
                        "model.safetensors",
                        "has no tensor",
                        replace("config.json", "\"num_hidden_layers\" : 2", "\"num_hidden_layers\" : 3")),
                fault(
                        "cut weights",
                        "model.safetensors",
                        "cut short",
                        folder -> cut(folder.resolve("model.safetensors"))),
                fault(
                        "cut archive",
                        "model.pt",
                        "not a TorchScript archive",
                        folder -> cut(folder.resolve("model.pt"))),
                fault(
                        "text for an archive",
                        "model.pt",
                        "not a TorchScript archive",
                        folder -> Files.writeString(folder.resolve("model.pt"), "PK no zip")),
                fault(
                        "empty archive",
                        "model.pt",
                        "not a TorchScript archive",
                        folder -> Files.write(folder.resolve("model.pt"), new byte[0])),
                fault("archive that answers NaN", "model.pt", "NaN", BrokenModelFolderTest::exportNotANumber),
                fault(
                        "category that repeats",
                        "moderation.json",
                        "repeat",
                        replace("moderation.json", "[ \"toxicity\", \"spam\" ]", "[ \"spam\", \"spam\" ]")),
                fault(
                        "category that does not exist",
                        "moderation.json",
                        "rudeness",
                        replace("moderation.json", "\"spam\"", "\"rudeness\"")),
                fault(
                        "category too many",
                        "moderation.json",
                        "3 categories",
                        replace(
                                "moderation.json",
                                "[ \"toxicity\", \"spam\" ]",
                                "[ \"toxicity\", \"spam\", \"threat\" ]",
                                "\"calibration\" : {",
                                "\"calibration\" : { \"threat\" : {\"slope\" : 1, \"bias\" : 0},")),
                fault(
                        "output that is not there",
                        "moderation.json",
                        "output 5",
                        replace(
                                "moderation.json",
                                "\"maxTokens\"",
                                "\"head\" : {\"activation\" : \"sigmoid\", \"outputs\" : {\"toxicity\" : [0], \"spam\" : [5]}}, \"maxTokens\"")),
                fault(
                        "unknown activation",
                        "moderation.json",
                        "tanh",
                        replace(
                                "moderation.json",
                                "\"maxTokens\"",
                                "\"head\" : {\"activation\" : \"tanh\", \"outputs\" : {\"toxicity\" : [0], \"spam\" : [1]}}, \"maxTokens\"")),
                fault(
                        "unknown normalisation",
                        "moderation.json",
                        "loud",
                        replace("moderation.json", "\"maxTokens\"", "\"normalization\" : \"loud\", \"maxTokens\"")),
                fault(
                        "tokenizer beyond the embedding",
                        "tokenizer.json",
                        "the embedding of config.json only",
                        replace("tokenizer.json", "\"[PAD]\":0", "\"[PAD]\":0,\"extra\":100000")),
                fault(
                        "half a tokenizer",
                        "tokenizer.json",
                        "is not a tokenizer",
                        folder -> cut(folder.resolve("tokenizer.json"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void isRefusedWhileTheRunningModelGoesOn(String name, String file, String reason, Fault fault) throws IOException {
        Path folder = TinyModel.writeTo(temp.resolve(name));
        fault.in(folder);

        assertThatThrownBy(() -> TextClassifier.load(folder, 1))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(file + ":")
                .hasMessageContaining(reason);
        assertThat(running.score(TEXTS)).isEqualTo(before);
    }

    private static void exportNotANumber(Path folder) {
        EncoderConfig config = ModelFolder.open(folder).config();
        Map<String, Tensor> weights = BertWeights.initial(config, 5);
        weights.get("classifier.bias").values()[0] = Float.NaN;
        TorchScriptExport.write(
                folder.resolve("model.pt"), config, weights, Precision.INT8, List.of(new long[] {1, 2, 3}));
    }

    private static Arguments fault(String name, String file, String reason, Fault fault) {
        return Arguments.of(name, file, reason, fault);
    }

    /** Replaces parts of a file. The old and the new parts are given in turn. */
    private static Fault replace(String file, String... parts) {
        return folder -> {
            String text = Files.readString(folder.resolve(file));
            for (int i = 0; i < parts.length; i += 2) {
                assertThat(text).contains(parts[i]);
                text = text.replace(parts[i], parts[i + 1]);
            }
            Files.writeString(folder.resolve(file), text);
        };
    }

    private static void cut(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length * 2 / 3));
    }
}

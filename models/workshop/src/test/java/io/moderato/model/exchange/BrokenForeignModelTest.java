package io.moderato.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.model.EncoderConfig.Family;
import io.moderato.model.ModelException;
import io.moderato.model.export.TorchScriptExport.Precision;
import io.moderato.model.serving.AvailableMemory;
import io.moderato.model.weights.SafeTensors;
import io.moderato.model.weights.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The faults of a folder from elsewhere. Each message names the file and the reason, and nothing is left behind. */
class BrokenForeignModelTest {
    private static final String WEIGHTS = "model.safetensors";

    @TempDir
    Path temp;

    /** Breaks a folder. */
    interface Fault {
        void in(Path folder, ForeignModels model) throws IOException;
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("no configuration", "config.json", "missing", (f, m) -> Files.delete(f.resolve("config.json"))),
                fault("broken configuration", "config.json", "not valid", replace("config.json", "}", "")),
                fault(
                        "a list",
                        "config.json",
                        "not a JSON object",
                        (f, m) -> Files.writeString(f.resolve("config.json"), "[]")),
                fault(
                        "another family",
                        "config.json",
                        "traced to model.pt",
                        replace("config.json", "\"bert\"", "\"gpt2\"")),
                fault(
                        "another activation",
                        "config.json",
                        "hidden_act",
                        replace("config.json", "\"gelu\"", "\"silu\"")),
                fault(
                        "another task",
                        "config.json",
                        "not a sequence classifier",
                        replace("config.json", "BertForSequenceClassification", "BertForMaskedLM")),
                fault(
                        "a decoder",
                        "config.json",
                        "is_decoder",
                        replace("config.json", "\"use_cache\"", "\"is_decoder\"")),
                fault(
                        "uneven heads",
                        "config.json",
                        "not a multiple",
                        replace("config.json", "\"num_attention_heads\" : 4", "\"num_attention_heads\" : 5")),
                fault(
                        "text for a number",
                        "config.json",
                        "not an integer",
                        replace("config.json", "\"hidden_size\" : 32", "\"hidden_size\" : \"32\"")),
                fault("labels with a gap", "config.json", "id2label", replace("config.json", "\"1\" :", "\"7\" :")),
                fault(
                        "regression",
                        "config.json",
                        "regression",
                        replace("config.json", "\"use_cache\" : true", "\"problem_type\" : \"regression\"")),
                fault("no weights", WEIGHTS, "missing", (f, m) -> Files.delete(f.resolve(WEIGHTS))),
                fault("only a pickle", WEIGHTS, "pytorch_model.bin is a pickle", (f, m) -> {
                    Files.delete(f.resolve(WEIGHTS));
                    Files.writeString(f.resolve("pytorch_model.bin"), "pickle");
                }),
                fault("cut weights", WEIGHTS, "cut short", (f, m) -> cut(f.resolve(WEIGHTS), 0.7)),
                fault(
                        "a few bytes of weights",
                        WEIGHTS,
                        "not a safetensors",
                        (f, m) -> cut(f.resolve(WEIGHTS), 0.0001)),
                fault(
                        "weights that are text",
                        WEIGHTS,
                        "not a safetensors",
                        (f, m) -> Files.writeString(f.resolve(WEIGHTS), "<html>not found</html>")),
                fault("a missing tensor", WEIGHTS, "bert.encoder.layer.1.output.dense.bias", (f, m) -> {
                    m.weights.remove("bert.encoder.layer.1.output.dense.bias");
                    m.write(f);
                }),
                fault("the head of another model", WEIGHTS, "classifier.weight has shape [7, 32]", (f, m) -> {
                    m.weights.put("classifier.weight", zeros(7, 32));
                    m.write(f);
                }),
                fault("not a number", WEIGHTS, "holds NaN", (f, m) -> {
                    m.weights.get("bert.pooler.dense.weight").values()[5] = Float.NaN;
                    m.write(f);
                }),
                fault("too large a number", WEIGHTS, "holds Infinity", (f, m) -> {
                    m.weights.get("bert.embeddings.word_embeddings.weight").values()[5] = 1e6f;
                    SafeTensors.write(f.resolve(WEIGHTS), m.weights, SafeTensors.Type.F16, Map.of());
                }),
                fault(
                        "weights of whole numbers",
                        WEIGHTS,
                        "unsupported type",
                        replaceBytes(WEIGHTS, "\"F32\"", "\"X32\"")),
                fault(
                        "a missing shard",
                        "model-00002-of-00003.safetensors",
                        "missing, but model.safetensors.index.json names it",
                        (f, m) -> {
                            m.writeSharded(f, 3);
                            Files.delete(f.resolve(WEIGHTS));
                            Files.delete(f.resolve("model-00002-of-00003.safetensors"));
                        }),
                fault(
                        "a shard elsewhere",
                        "model.safetensors.index.json",
                        "not a safetensors file beside it",
                        (f, m) -> {
                            m.writeSharded(f, 2);
                            Files.delete(f.resolve(WEIGHTS));
                            replace("model.safetensors.index.json", "model-00001", "../model-00001")
                                    .in(f, m);
                        }),
                fault("an empty index", "model.safetensors.index.json", "names no files", (f, m) -> {
                    Files.delete(f.resolve(WEIGHTS));
                    Files.writeString(f.resolve("model.safetensors.index.json"), "{}");
                }),
                fault(
                        "no tokenizer",
                        "tokenizer.json",
                        "missing, and so is vocab.txt",
                        (f, m) -> Files.delete(f.resolve("vocab.txt"))),
                fault(
                        "half a tokenizer",
                        "tokenizer.json",
                        "is not a tokenizer",
                        (f, m) -> Files.writeString(f.resolve("tokenizer.json"), "{\"version\": \"1.0\"")),
                fault(
                        "no special tokens",
                        "vocab.txt",
                        "does not hold [SEP]",
                        replace("vocab.txt", "[SEP]", "[OTHER]")),
                fault("a larger vocabulary", "tokenizer.json", "has 28 pieces", (f, m) -> {
                    Files.writeString(
                            f.resolve("vocab.txt"), String.join("\n", ForeignModels.PIECES) + "\nmore\npieces\n");
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void namesTheFileAndTheReason(String name, String file, String reason, Fault fault) throws IOException {
        ForeignModels model = new ForeignModels(Family.BERT, ModelImportTest.LABELS);
        Path source = model.write(temp.resolve("source"));
        fault.in(source, model);

        assertThatThrownBy(() -> imported(source, ModelImportTest.PLENTY))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(file + ":")
                .hasMessageContaining(reason);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({"1000, 1000000000000, Java heap", "1000000000000, 1000, for this machine"})
    void refusesAModelThatDoesNotFitIntoMemory(long heap, long physical, String reason) throws IOException {
        Path source = new ForeignModels(Family.BERT, ModelImportTest.LABELS).write(temp.resolve("source"));

        assertThatThrownBy(() -> imported(source, new AvailableMemory(heap, physical)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(WEIGHTS)
                .hasMessageContaining(reason)
                .hasMessageContaining("MB");
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"neutral\": null, \"offensive\": \"rudeness\", \"hate\": null} | rudeness",
                "{\"neutral\": null, \"offensive\": \"toxicity\"} | 'hate'",
                "{\"neutral\": null, \"offensive\": \"toxicity\", \"hate\": null, \"spam\": null} | 'spam'",
                "{\"neutral\": null, \"offensive\": 3, \"hate\": null} | offensive",
                "[] | not a JSON object",
                "{ | not valid",
            })
    void namesWhatIsWrongWithTheLabels(String json, String reason) throws IOException {
        Path file = temp.resolve("labels.json");
        Files.writeString(file, json);
        Path source = new ForeignModels(Family.BERT, ModelImportTest.LABELS).write(temp.resolve("source"));

        assertThatThrownBy(
                        () -> LabelChoice.read(file, ForeignFolder.open(source).config()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("labels.json")
                .hasMessageContaining(reason);
    }

    @Test
    void refusesASoftmaxHeadOfWhichNothingIsHarmless() throws IOException {
        Path file = temp.resolve("labels.json");
        Files.writeString(file, "{\"neutral\": \"toxicity\", \"offensive\": \"toxicity\", \"hate\": \"toxicity\"}");
        Path source = new ForeignModels(Family.BERT, ModelImportTest.LABELS)
                .with("problem_type", "single_label_classification")
                .write(temp.resolve("source"));
        ForeignFolder folder = ForeignFolder.open(source);

        assertThatThrownBy(() -> new ModelImport(Precision.FP32, List.of(), ModelImportTest.PLENTY, line -> {})
                        .run(
                                folder,
                                "broken",
                                LabelChoice.read(file, folder.config()),
                                null,
                                ModelImportTest.ORIGIN,
                                temp.resolve("models").resolve("broken")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("moderation.json")
                .hasMessageContaining("always be 1");
    }

    private void imported(Path source, AvailableMemory memory) {
        ForeignFolder folder = ForeignFolder.open(source);
        new ModelImport(Precision.INT8, List.of(), memory, line -> {})
                .run(
                        folder,
                        "broken",
                        LabelChoice.suggested(folder.config()),
                        null,
                        ModelImportTest.ORIGIN,
                        temp.resolve("models").resolve("broken"));
    }

    private void assertNothingIsLeft() {
        Path models = temp.resolve("models");
        if (Files.exists(models)) {
            assertThat(models).isEmptyDirectory();
        }
    }

    private static Arguments fault(String name, String file, String reason, Fault fault) {
        return Arguments.of(name, file, reason, fault);
    }

    private static Fault replace(String file, String part, String replacement) {
        return (folder, model) -> {
            String before = Files.readString(folder.resolve(file));
            String after = before.replace(part, replacement);
            assertThat(after).isNotEqualTo(before);
            Files.writeString(folder.resolve(file), after);
        };
    }

    private static Fault replaceBytes(String file, String part, String replacement) {
        return (folder, model) -> {
            var charset = java.nio.charset.StandardCharsets.ISO_8859_1;
            String before = Files.readString(folder.resolve(file), charset);
            Files.writeString(folder.resolve(file), before.replaceFirst(part, replacement), charset);
        };
    }

    private static void cut(Path file, double share) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, (int) (bytes.length * share)));
    }

    private static Tensor zeros(int rows, int columns) {
        return new Tensor(new long[] {rows, columns}, new float[rows * columns]);
    }
}

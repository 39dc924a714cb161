package io.moderato.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.EncoderConfig.Family;
import io.moderato.model.ModelException;
import io.moderato.model.OutputHead.Activation;
import io.moderato.model.Scorer;
import io.moderato.model.export.TorchScriptExport.Precision;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.folder.ModelSeal;
import io.moderato.model.lineage.Lineage;
import io.moderato.model.lineage.Making;
import io.moderato.model.lineage.Making.Imported;
import io.moderato.model.serving.AvailableMemory;
import io.moderato.model.serving.TextClassifier;
import io.moderato.model.serving.TextTokenizer;
import io.moderato.model.serving.TorchModule;
import io.moderato.model.weights.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ModelImportTest {
    /** Is not asked. */
    private static final Scorer NOBODY = new Scorer() {
        @Override
        public String name() {
            return "nobody";
        }

        @Override
        public List<Scores> score(List<String> texts) {
            throw new AssertionError("A changed model must not be run");
        }
    };

    static final List<String> LABELS = List.of("neutral", "offensive", "hate");
    static final AvailableMemory PLENTY = new AvailableMemory(1L << 40, 1L << 40);
    static final Imported ORIGIN = new Imported("a test", null, "cc0-1.0", Instant.parse("2026-01-01T00:00:00Z"), null);

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({"BERT, gelu", "BERT, gelu_new", "DISTILBERT, gelu", "DISTILBERT, relu", "ROBERTA, gelu"})
    void exportsWhatTheReferenceComputes(Family family, String activation) throws IOException {
        ForeignModels model = new ForeignModels(family, LABELS)
                .with(family == Family.DISTILBERT ? "activation" : "hidden_act", activation);
        Path source = model.write(temp.resolve("source"));
        ReferenceClassifier reference = new ReferenceClassifier(model);
        long[][] windows = windows(model.config.path("vocab_size").asInt());

        float[][] fp32 = logits(imported(source, "fp32", Precision.FP32), windows);
        float[][] int8 = logits(imported(source, "int8", Precision.INT8), windows);

        List<double[]> expected = new ArrayList<>();
        for (int row = 0; row < windows.length; row++) {
            expected.add(reference.logits(windows[row]));
            for (int i = 0; i < LABELS.size(); i++) {
                assertThat((double) fp32[row][i]).isCloseTo(expected.get(row)[i], within(1e-4));
            }
        }
        assertThat(rankAgreement(expected, int8)).isGreaterThan(0.95);
    }

    @ParameterizedTest
    @CsvSource({
        "BERT, true, true, F16",
        "BERT, false, true, F32",
        "DISTILBERT, true, true, BF16",
        "ROBERTA, true, false, F64",
        "ROBERTA, false, true, F16"
    })
    void findsWeightsByOtherNamesAndInOtherTypes(
            Family family, boolean withoutPrefix, boolean oldNorms, SafeTensors.Type type) throws IOException {
        ForeignModels model = new ForeignModels(family, LABELS);
        Path usual = model.write(temp.resolve("usual"));
        Path variant = model.writeSmall(temp.resolve("variant"));
        SafeTensors.write(variant.resolve("model.safetensors"), model.renamed(withoutPrefix, oldNorms), type, Map.of());
        long[][] windows = windows(model.config.path("vocab_size").asInt());

        float[][] expected = logits(imported(usual, "a", Precision.FP32), windows);
        float[][] actual = logits(imported(variant, "b", Precision.FP32), windows);

        float tolerance = type == SafeTensors.Type.BF16 ? 0.1f : type == SafeTensors.Type.F16 ? 0.02f : 1e-6f;
        for (int row = 0; row < windows.length; row++) {
            assertThat(actual[row]).containsExactly(expected[row], within(tolerance));
        }
    }

    @Test
    void joinsShards() throws IOException {
        ForeignModels model = new ForeignModels(Family.BERT, LABELS);
        long[][] windows = windows(model.config.path("vocab_size").asInt());

        ModelFolder whole = imported(model.write(temp.resolve("whole")), "a", Precision.FP32);
        ModelFolder sharded = imported(model.writeSharded(temp.resolve("sharded"), 3), "b", Precision.FP32);

        assertThat(logits(sharded, windows)).isDeepEqualTo(logits(whole, windows));
        assertThat(SafeTensors.header(sharded.file(ModelFolder.WEIGHTS)).tensors())
                .containsOnlyKeys(model.weights.keySet());
    }

    @Test
    void ignoresTensorsThatAreNoWeights() throws IOException {
        ForeignModels model = new ForeignModels(Family.BERT, LABELS);
        Path source = model.write(temp.resolve("source"));
        withPositionIds(source.resolve("model.safetensors"));

        assertThat(SafeTensors.header(source.resolve("model.safetensors")).tensors())
                .containsKey("bert.embeddings.position_ids");
        assertThat(imported(source, "a", Precision.INT8).info().categories())
                .containsExactly(Category.TOXICITY, Category.IDENTITY_ATTACK);
    }

    @ParameterizedTest
    @EnumSource(value = Family.class, names = "OTHER", mode = EnumSource.Mode.EXCLUDE)
    void softmaxHeadsGiveSumsOfProbabilities(Family family) throws IOException {
        ForeignModels model = new ForeignModels(family, LABELS).with("problem_type", "single_label_classification");
        ModelFolder folder = imported(model.write(temp.resolve("source")), "model", Precision.FP32);
        String text = "the dog are, You";

        try (TextClassifier classifier = TextClassifier.load(folder.path(), 1);
                TextTokenizer tokenizer = tokenizer(folder)) {
            double[] logits = new ReferenceClassifier(model)
                    .logits(tokenizer.windows(text).getFirst());
            double sum = Math.exp(logits[0]) + Math.exp(logits[1]) + Math.exp(logits[2]);
            Scores scores = classifier.score(List.of(text)).getFirst();

            // hate counts for both categories, offensive only for toxicity
            assertThat(scores.of(Category.TOXICITY).orElseThrow())
                    .isCloseTo((Math.exp(logits[1]) + Math.exp(logits[2])) / sum, within(1e-4));
            assertThat(scores.of(Category.IDENTITY_ATTACK).orElseThrow())
                    .isCloseTo(Math.exp(logits[2]) / sum, within(1e-4));
            assertThat(scores.of(Category.SPAM)).isEmpty();
        }
    }

    @Test
    void sigmoidHeadsGiveTheHighestOfACategorysLabels() throws IOException {
        ForeignModels model = new ForeignModels(Family.BERT, List.of("toxic", "insult", "abusive"))
                .with("problem_type", "multi_label_classification");
        ModelFolder folder = imported(model.write(temp.resolve("source")), "model", Precision.FP32);

        try (TextClassifier classifier = TextClassifier.load(folder.path(), 1);
                TextTokenizer tokenizer = tokenizer(folder)) {
            double[] logits = new ReferenceClassifier(model)
                    .logits(tokenizer.windows("you are").getFirst());
            Scores scores = classifier.score(List.of("you are")).getFirst();

            assertThat(scores.of(Category.TOXICITY).orElseThrow())
                    .isCloseTo(1 / (1 + Math.exp(-Math.max(logits[0], logits[2]))), within(1e-4));
            assertThat(scores.of(Category.INSULT).orElseThrow())
                    .isCloseTo(1 / (1 + Math.exp(-logits[1])), within(1e-4));
        }
    }

    @Test
    void writesACompleteFolderThatSaysWhereItCameFrom() throws IOException {
        Path source = new ForeignModels(Family.DISTILBERT, LABELS).write(temp.resolve("source"));

        ModelFolder folder = imported(source, "model", Precision.INT8);

        assertThat(folder.path().toFile().list())
                .containsExactlyInAnyOrder(
                        "config.json",
                        "model.safetensors",
                        "tokenizer.json",
                        "moderation.json",
                        "metrics.json",
                        "MODEL_CARD.md",
                        "model.pt",
                        "lineage.json",
                        "seal.json");
        assertThat(folder.info().card())
                .contains("cc0-1.0", "| hate | toxicity, identity_attack |", "| neutral | none |", "distilbert");
        assertThat(folder.info().card()).contains("On 16 sample texts int8 changed a probability by at most 0.0");
        assertThat(folder.info().metrics()).isEmpty();
        assertThat(Lineage.read(folder.path()).made()).isInstanceOfSatisfying(Imported.class, imported -> {
            assertThat(imported.licence()).isEqualTo("cc0-1.0");
            assertThat(imported.export()).isNotNull().returns(true, Making.Export::int8);
            assertThat(imported.export().difference().largest()).isBetween(0.0, 0.1);
        });
        assertThat(Files.readString(folder.file(ModelFolder.CONFIG)))
                .isEqualTo(Files.readString(source.resolve("config.json")));
    }

    @Test
    void isSealedSoThatALaterChangeIsFound() throws IOException {
        Path source = new ForeignModels(Family.DISTILBERT, LABELS).write(temp.resolve("source"));
        ModelFolder folder = imported(source, "model", Precision.INT8);
        ModelSeal seal = ModelSeal.in(folder.path()).orElseThrow();
        try (TextClassifier model = TextClassifier.load(folder.path())) {
            assertThatCode(() -> seal.check(folder.path(), model.info().version(), model))
                    .doesNotThrowAnyException();

            Map<String, Double> otherScores = new TreeMap<>(seal.scores());
            otherScores.replaceAll((category, score) -> score > 0.5 ? score - 0.2 : score + 0.2);
            assertThatThrownBy(() -> new ModelSeal(seal.version(), seal.text(), otherScores)
                            .check(folder.path(), model.info().version(), model))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("instead of");
        }
        Path program = folder.file(ModelFolder.TORCH_SCRIPT);
        byte[] bytes = Files.readAllBytes(program);
        bytes[bytes.length / 2] ^= 1;
        Files.write(program, bytes);
        String changed = ModelFolder.open(folder.path()).version();
        assertThatThrownBy(() -> seal.check(folder.path(), changed, NOBODY))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("a file was changed or damaged")
                .hasMessageContaining("model check --seal");
    }

    @Test
    void readsATextTheWayTheModelDidWhenItLearned() throws IOException {
        ModelFolder cased =
                imported(new ForeignModels(Family.ROBERTA, LABELS).write(temp.resolve("roberta")), "a", Precision.INT8);
        ModelFolder uncased =
                imported(new ForeignModels(Family.BERT, LABELS).write(temp.resolve("bert")), "b", Precision.INT8);

        try (TextTokenizer tokenizer = tokenizer(cased)) {
            assertThat(tokenizer.pieces("the dog You")).containsExactly("the", "Ġdog", "Ġ", "You");
            assertThat(tokenizer.pieces("YOU")).containsExactly("Y", "O", "U");
            assertThat(tokenizer.pieces("do\u200Bg")).containsExactly("dog");
            assertThat(tokenizer.windows("the")).hasSize(1);
            long[] window = tokenizer.windows("the").getFirst();
            assertThat(window[0]).isZero();
            assertThat(window[window.length - 1]).isEqualTo(2);
        }
        try (TextTokenizer tokenizer = tokenizer(uncased)) {
            assertThat(tokenizer.pieces("The Dogs, héllo")).containsExactly("the", "dog", "##s", ",", "[UNK]");
        }
    }

    @Test
    void keepsUpperCaseForAModelThatKnowsIt() throws IOException {
        Path source = new ForeignModels(Family.BERT, LABELS).write(temp.resolve("source"));
        Files.writeString(source.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}");

        try (TextTokenizer tokenizer = tokenizer(imported(source, "model", Precision.INT8))) {
            assertThat(tokenizer.pieces("the The")).containsExactly("the", "[UNK]");
        }
    }

    private ModelFolder imported(Path source, String name, Precision precision) {
        ForeignFolder folder = ForeignFolder.open(source);
        return new ModelImport(precision, List.of(), PLENTY, line -> {})
                .run(
                        folder,
                        name,
                        LabelChoice.suggested(folder.config()),
                        (Activation) null,
                        ORIGIN,
                        temp.resolve("models").resolve(name));
    }

    private static TextTokenizer tokenizer(ModelFolder folder) {
        return TextTokenizer.open(
                folder.file(ModelFolder.TOKENIZER),
                folder.moderation().maxTokens(),
                folder.moderation().windowOverlap(),
                folder.moderation().effectiveNormalization());
    }

    private static float[][] logits(ModelFolder folder, long[][] windows) {
        try (TorchModule module = TorchModule.load(
                folder.file(ModelFolder.TORCH_SCRIPT), folder.config().paddingId())) {
            return module.logits(windows);
        }
    }

    private static long[][] windows(int vocabulary) {
        Random random = new Random(5);
        long[][] windows = new long[16][];
        for (int row = 0; row < windows.length; row++) {
            windows[row] = random.longs(3 + random.nextInt(20), 4, vocabulary).toArray();
        }
        return windows;
    }

    /** The share of pairs of texts that both programs put into the same order, over all outputs. */
    private static double rankAgreement(List<double[]> expected, float[][] actual) {
        int pairs = 0;
        int agreed = 0;
        for (int output = 0; output < LABELS.size(); output++) {
            for (int i = 0; i < actual.length; i++) {
                for (int j = 0; j < i; j++) {
                    double before = expected.get(i)[output] - expected.get(j)[output];
                    double after = actual[i][output] - actual[j][output];
                    if (Math.abs(before) > 0.02) {
                        pairs++;
                        agreed += before * after > 0 ? 1 : 0;
                    }
                }
            }
        }
        return agreed / (double) pairs;
    }

    /** Appends eight bytes of int64, which older releases stored beside the weights. */
    private static void withPositionIds(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        int length = (int) buffer.getLong(0);
        String header = new String(bytes, 8, length, java.nio.charset.StandardCharsets.UTF_8).strip();
        int data = bytes.length - 8 - length;
        String longer = header.substring(0, header.length() - 1)
                + ",\"bert.embeddings.position_ids\":{\"dtype\":\"I64\",\"shape\":[1,1],\"data_offsets\":[%d,%d]}}"
                        .formatted(data, data + 8);
        byte[] start = longer.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        java.nio.ByteBuffer out =
                java.nio.ByteBuffer.allocate(8 + start.length + data + 8).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        out.putLong(start.length).put(start).put(bytes, 8 + length, data).putLong(0);
        Files.write(file, out.array());
    }
}

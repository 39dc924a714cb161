package io.moderato.model.make;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.EncoderConfig;
import io.moderato.model.ModelException;
import io.moderato.model.ModerationSettings;
import io.moderato.model.augment.Augmentation;
import io.moderato.model.command.Workshop;
import io.moderato.model.data.DataFolder;
import io.moderato.model.encoder.Arithmetic;
import io.moderato.model.evaluate.Evaluation;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.folder.ModelInfo;
import io.moderato.model.lineage.Corpus;
import io.moderato.model.lineage.Lineage;
import io.moderato.model.lineage.Making;
import io.moderato.model.lineage.PretrainingRun;
import io.moderato.model.runs.RunRecord;
import io.moderato.model.runs.RunStatus;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.serving.TextClassifier;
import io.moderato.model.train.ModelRecipe;
import io.moderato.model.train.Progress;
import io.moderato.model.train.TrainingOptions;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.BertWeights.Head;
import io.moderato.model.weights.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is made completely, from data to folder, on texts that this test writes. */
class ModelBuildTest {
    @TempDir
    Path temp;

    private DataFolder data;

    @BeforeEach
    void writeData() throws IOException {
        data = TinyData.writeTo(temp.resolve("data"));
    }

    @Test
    void makesAModelThatLearnedWhatTheDataSays() {
        List<String> report = new ArrayList<>();

        Path model = build(temp.resolve("run"), report::add).run(data, false);

        try (TextClassifier classifier = TextClassifier.load(model)) {
            List<Scores> scores = classifier.score(List.of(
                    "your cousin is a pathetic fool", "your cousin is a helpful person", "claim your free prize now"));
            assertThat(score(scores.get(0), Category.TOXICITY))
                    .isGreaterThan(score(scores.get(1), Category.TOXICITY) + 0.3);
            assertThat(score(scores.get(2), Category.SPAM)).isGreaterThan(score(scores.get(1), Category.SPAM) + 0.3);
            assertThat(scores.get(0).of(Category.PII)).isEmpty();
            ModelInfo info = classifier.info();
            assertThat(info.categories())
                    .contains(Category.TOXICITY, Category.SPAM)
                    .doesNotContain(Category.SELF_HARM);
            assertThat(info.card())
                    .contains(
                            "CC0 for this test",
                            "ROC AUC",
                            "sexual, self_harm, pii. There were no labelled texts to train them on");
            Comparison comparison = Comparison.of(info.metrics());
            assertThat(comparison.model().measurements()).isNotEmpty();
            assertThat(comparison.rivals()).hasSize(2);
            assertThat(ModelFolder.open(model).moderation().data())
                    .extracting(ModerationSettings.DataSource::name)
                    .containsExactly("jigsaw_toxic", "sms_spam");
        }
        assertThat(report).anyMatch(line -> line.contains("evaluation at step"));
        RunRecord run = RunRecord.read(temp.resolve("run")).orElseThrow();
        assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
        assertThat(run.dataVersion()).hasSize(64);
        assertThat(run.metrics()).containsKey("validation");
        assertThat(run.artifacts()).anyMatch(artifact -> artifact.path().equals("model/model.pt"));
        assertThat(temp.resolve("run/model.part")).doesNotExist();
        assertThatThrownBy(() -> build(temp.resolve("run"), line -> {}).run(data, true))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("already holds a model");
    }

    @Test
    void measuresAModelAgainWhoseProgramWasExportedAnew() throws IOException {
        Path model = build(temp.resolve("run"), line -> {}).run(data, false);
        ModelFolder before = ModelFolder.open(model);
        ModelInfo made = before.info();
        Path folder = temp.resolve("data");

        assertThat(Workshop.run("model", "export", model.toString())).isZero();
        assertThat(Workshop.run(
                        "evaluate",
                        "--data",
                        folder.toString(),
                        "--model",
                        model.toString(),
                        "--sentences",
                        "3",
                        "--seconds",
                        "0",
                        "--renew"))
                .isZero();

        ModelInfo renewed = ModelFolder.open(model).info();
        assertThat(headings(renewed.card()).filter(heading -> !heading.equals("### The program")))
                .containsExactlyElementsOf(headings(made.card()).toList());
        assertThat(renewed.card()).contains("Version " + renewed.version() + " of the program was exported after");
        Comparison first = Comparison.of(made.metrics());
        Comparison after = Comparison.of(renewed.metrics());
        assertThat(after.measured()).isAfter(first.measured());
        assertThat(after.model().textsPerSecond()).isNull();
        assertThat(after.rivals()).isEqualTo(first.rivals());
        assertThat(ModelFolder.open(model).moderation().limits())
                .isEqualTo(before.moderation().limits());
    }

    @Test
    void renewsOnlyAModelOfItsOwnMaking() throws IOException {
        Path model = TinyModel.writeTo(temp.resolve("model"));
        String card = ModelFolder.open(model).info().card();
        new Lineage(new Making.Imported("a hub", null, "mit", Instant.parse("2026-01-01T00:00:00Z"), null), Map.of())
                .write(model);

        assertThat(Workshop.run(
                        "evaluate", "--data", temp.resolve("data").toString(), "--model", model.toString(), "--renew"))
                .isOne();
        assertThat(ModelFolder.open(model).info().card()).isEqualTo(card);
    }

    private static Stream<String> headings(String card) {
        return card.lines().filter(line -> line.startsWith("#"));
    }

    @Test
    void beginsFromABaseEncoder() throws IOException {
        Path base = TinyModel.writeTo(temp.resolve("base"));

        Path model = build(temp.resolve("run"), base).run(data, false);

        ModelFolder folder = ModelFolder.open(model);
        assertThat(folder.config().layers()).isEqualTo(1);
        assertThat(folder.config().labelsInOrder()).contains("insult");
        assertThat(folder.file(ModelFolder.TOKENIZER)).hasSameBinaryContentAs(base.resolve(ModelFolder.TOKENIZER));
        float[] before = TinyModel.embeddings(base);
        float[] after = TinyModel.embeddings(model);
        double moved = 0;
        for (int i = 0; i < before.length; i++) {
            moved = Math.max(moved, Math.abs(after[i] - before[i]));
        }
        assertThat(moved).isBetween(1e-4, 0.05);
        assertThat(folder.info().card()).contains("It is an earlier model that learned on.");
        assertThat(folder.moderation().data())
                .extracting(ModerationSettings.DataSource::name)
                .containsExactly("jigsaw_toxic", "sms_spam", "none");
    }

    @Test
    void beginsFromAClassifierWithoutTheFilesOfAModel() throws IOException {
        Path base = TinyModel.writeTo(temp.resolve("base"));
        Files.delete(base.resolve(ModelFolder.MODERATION));
        Files.delete(base.resolve(ModelFolder.LINEAGE));

        Path model = build(temp.resolve("run"), base).run(data, false);

        assertThat(ModelFolder.open(model).moderation().data())
                .extracting(ModerationSettings.DataSource::name)
                .containsExactly("jigsaw_toxic", "sms_spam");
        assertThat(ModelFolder.open(model).info().card()).contains("Nobody wrote down how it was made.");
    }

    @Test
    void saysAtOnceWhenWhatItBeginsFromDoesNotTellHowItWasMade() throws IOException {
        Path base = TinyModel.writeTo(temp.resolve("base"));
        Files.writeString(base.resolve(ModelFolder.LINEAGE), "{\"made\": {\"kind\": \"dreamt\"}}");

        assertThatThrownBy(() -> build(temp.resolve("run"), base).run(data, false))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("lineage.json: is not valid")
                .hasMessageContaining("dreamt");

        assertThat(temp.resolve("run")).doesNotExist();
    }

    @Test
    void saysOfAModelThatLearnedOnHowTheOneBeforeItWasMade() throws IOException {
        Path base = TinyModel.writeTo(temp.resolve("base"));
        SafeTensors.write(
                base.resolve(ModelFolder.WEIGHTS),
                BertWeights.initial(ModelFolder.open(base).config(), Head.MASKED_WORDS, 1),
                SafeTensors.Type.F16,
                Map.of());
        Files.delete(base.resolve(ModelFolder.MODERATION));
        new Lineage(
                        new Making.Pretrained(
                                null,
                                List.of(new PretrainingRun(
                                        List.of("years of reading"), 3, 16, 1.5, null, "data 1", "novels=1", 4)),
                                List.of(new Corpus("novels", "old ones", "none"))),
                        Map.of())
                .write(base);
        Path first = build(temp.resolve("first"), base).run(data, false);

        Path second = build(temp.resolve("second"), first).run(data, false);

        String card = ModelFolder.open(second).info().card();
        assertThat(card)
                .contains("It is an earlier model that learned on.")
                .containsSubsequence(
                        "## Made with",
                        "BASE, " + ModelFolder.open(first).version() + ", was made with",
                        "The base encoder, BASE:",
                        "years of reading",
                        "## Measured",
                        "| novels | old ones | none |");
        assertThat(card.split("## Made with", -1)).hasSize(2);
    }

    @Test
    void learnsWhatATeacherThinksAndNamesItInTheCard() throws IOException {
        Path teacher = TinyModel.writeTo(temp.resolve("teacher"));

        Path model = new ModelBuild(
                        recipe(teacher, List.of(teacher), 1, false),
                        temp.resolve("run"),
                        Progress.lines(line -> {}),
                        null)
                .run(data, false);

        String version = ModelFolder.open(teacher).version();
        assertThat(ModelFolder.open(model).info().card())
                .containsSubsequence(
                        "## Made with",
                        "BASE, " + version + ", was made with",
                        "much patience",
                        "TEACHER1 was BASE, " + version,
                        "## Measured");
        assertThat(RunRecord.read(temp.resolve("run")).orElseThrow().parameters())
                .containsEntry("teachers", version);
        assertThat(temp.resolve("run/training/teachers.safetensors")).exists();
    }

    @Test
    void recordsARunThatFailed() throws IOException {
        Path base = TinyModel.writeTo(temp.resolve("base"));
        EncoderConfig config = ModelFolder.open(base).config();
        Files.delete(base.resolve(ModelFolder.MODERATION));
        SafeTensors.write(
                base.resolve(ModelFolder.WEIGHTS),
                BertWeights.initial(
                        EncoderConfig.bert(config.vocabularySize(), 1, 32, 2, 16, TinyModel.CATEGORIES),
                        Head.MASKED_WORDS,
                        1),
                SafeTensors.Type.F16,
                Map.of());

        assertThatThrownBy(() -> build(temp.resolve("run"), base).run(data, false))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("model.safetensors")
                .hasMessageContaining("has no tensor bert.encoder.layer.1");

        RunRecord run = RunRecord.read(temp.resolve("run")).orElseThrow();
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.failure()).contains("has no tensor");
        assertThat(temp.resolve("run/model")).doesNotExist();
    }

    @Test
    void namesTheRowThatCannotBeUnderstood() throws IOException {
        TinyData.write(
                temp.resolve("data"),
                "jigsaw_toxic",
                List.of(TinyData.comment("fine", 0, "train"), Map.of("labels", Map.of("toxic", 1), "split", "train")));

        assertThatThrownBy(() -> data.read(DataFolder.Split.TRAIN))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("jigsaw_toxic.jsonl.gz: line 2: has no text");
    }

    private static ModelBuild build(Path output, Path base) {
        return new ModelBuild(recipe(base, List.of(), 1, false), output, Progress.lines(line -> {}), null);
    }

    private static ModelBuild build(Path output, Consumer<String> report) {
        return new ModelBuild(recipe(null, List.of(), 20, true), output, Progress.lines(report), null);
    }

    static ModelRecipe recipe(@Nullable Path base, List<Path> teachers, int epochs, boolean rivals) {
        return new ModelRecipe(
                "test",
                new ModelRecipe.Shape(2, 32, 2, 200, 16, 4),
                base,
                base == null ? null : 1,
                List.of(),
                teachers,
                0,
                Augmentation.STANDARD,
                options(epochs),
                rivals,
                "none",
                new Evaluation.Options(1, 2, 5, Duration.ofMillis(100)));
    }

    private static TrainingOptions options(int epochs) {
        return new TrainingOptions(
                7,
                epochs,
                16,
                3e-3,
                10,
                0.9,
                0.01,
                1,
                4,
                4,
                Duration.ofDays(1),
                Duration.ofMinutes(1),
                Arithmetic.FLOAT32);
    }

    private static double score(Scores scores, Category category) {
        return scores.of(category).orElseThrow();
    }
}

package io.moderato.model.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.model.ModelException;
import io.moderato.model.data.DataFolder;
import io.moderato.model.encoder.Arithmetic;
import io.moderato.model.encoder.BaseEncoder;
import io.moderato.model.lineage.Corpus;
import io.moderato.model.lineage.Lineage;
import io.moderato.model.lineage.Making;
import io.moderato.model.runs.RunRecord;
import io.moderato.model.runs.RunStatus;
import io.moderato.model.train.Progress;
import io.moderato.model.train.TrainingOptions;
import io.moderato.model.weights.SafeTensors;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;
import tools.jackson.databind.json.JsonMapper;

/** A base encoder from a small language of this test, in which every animal has its own sound. */
class PretrainingTest {
    private static final List<String> ANIMALS = List.of("dog", "cat", "cow", "duck");
    private static final List<String> SOUNDS = List.of("barks", "meows", "moos", "quacks");

    @TempDir
    Path temp;

    private DataFolder data;

    @BeforeEach
    void writeData() throws IOException {
        StringBuilder text = new StringBuilder();
        Random random = new Random(1);
        for (int i = 0; i < 1500; i++) {
            int which = random.nextInt(4);
            text.append("the %s %s at the %s\n"
                    .formatted(
                            ANIMALS.get(which),
                            SOUNDS.get(which),
                            List.of("moon", "door").get(i % 2)));
        }
        write("text/sms_spam.jsonl.gz", """
                {"text": "the dog barks", "labels": {"label": "ham"}, "split": "train", "licence": "CC0"}
                """, true);
        write("corpora/animals.txt.xz", text.toString(), false);
        data = DataFolder.open(temp.resolve("data"));
    }

    @Test
    void learnsTheLanguageAndGoesOnAfterAKill() {
        List<String> whole = new ArrayList<>();
        Path base = pretraining("whole", Duration.ofDays(1), whole::add).run(data, false);

        assertThat(heldOutLoss(whole.getLast())).isLessThan(1.2);
        assertThat(SafeTensors.header(base.resolve("model.safetensors")).tensors())
                .containsKeys("bert.embeddings.word_embeddings.weight", "cls.predictions.bias");

        int[] evaluations = {0};
        assertThatThrownBy(() -> pretraining("killed", Duration.ofDays(1), line -> {
                            if (line.startsWith("evaluation") && ++evaluations[0] == 2) {
                                throw new IllegalStateException("killed");
                            }
                        })
                        .run(data, false))
                .hasMessage("killed");
        assertThat(temp.resolve("killed/base")).doesNotExist();
        List<String> resumed = new ArrayList<>();
        pretraining("killed", Duration.ofDays(1), resumed::add).run(data, true);

        assertThat(resumed).anyMatch(line -> line.startsWith("Resuming after step"));
        assertThat(heldOutLoss(resumed.getLast())).isLessThan(1.2);
        RunRecord record = RunRecord.read(temp.resolve("killed")).orElseThrow();
        assertThat(record.status()).isEqualTo(RunStatus.FINISHED);
        assertThat(record.resumed()).hasSize(1);
    }

    @Test
    void packsForAnotherProgram() throws IOException {
        List<String> lines = new ArrayList<>();
        Path packed = pretraining("packed", Duration.ofDays(1), lines::add).pack(data);

        assertThat(temp.resolve("packed/base")).doesNotExist();
        assertThat(lines).anyMatch(line -> line.startsWith("animals.txt.xz: "));
        assertThat(RunRecord.read(temp.resolve("packed")).orElseThrow())
                .returns(RunStatus.FINISHED, RunRecord::status)
                .satisfies(record -> assertThat(record.parameters())
                        .containsEntry("seed", "3")
                        .containsEntry("mix", "")
                        .containsEntry("tokens", "16"));
        assertThat(PackedText.open(packed.resolve("packed.bin"), 16).rows()).isGreaterThan(500);
        assertThat(PackedText.open(packed.resolve("held-out.bin"), 16).rows()).isPositive();
        assertThat(packed.resolve("tokenizer.json")).isRegularFile();
        assertThat(JsonMapper.shared().readValue(packed.resolve("texts.json"), Corpus[].class))
                .containsExactly(
                        new Corpus("animals.txt.xz", "an unknown corpus", "unknown: ask who brought it"),
                        new Corpus("training_sets", "training texts of the labelled sets", "as in the table of sets"));
        assertThatThrownBy(() ->
                        pretraining("packed", Duration.ofDays(1), lines::add).pack(data))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("choose another output folder");
    }

    @Test
    void goesOnFromABaseEncoder() {
        Path base = pretraining("first", Duration.ofDays(1), line -> {}).run(data, false);
        List<String> lines = new ArrayList<>();

        Path further = pretraining("further", base, null, 1, Duration.ofDays(1), lines::add)
                .run(data, false);

        assertThat(heldOutLoss(lines.getLast())).isLessThan(1.2);
        assertThat(further.resolve("README.md"))
                .content()
                .containsSubsequence(
                        "the command of first", "Then:", "the command of further", "Loss of a hidden piece", "## Texts")
                .containsOnlyOnce("| animals.txt.xz | an unknown corpus | unknown: ask who brought it |")
                .containsOnlyOnce("| training_sets |");
        Lineage lineage = Lineage.read(further);
        assertThat(lineage.made())
                .isInstanceOfSatisfying(
                        Making.Pretrained.class,
                        made -> assertThat(made.runs())
                                .extracting(run -> run.commands().getFirst())
                                .containsExactly("the command of first", "the command of further"));
        assertThat(lineage.textsRead()).extracting(Corpus::name).containsExactly("animals.txt.xz", "training_sets");
        assertThat(further.resolve("tokenizer.json")).hasSameBinaryContentAs(base.resolve("tokenizer.json"));
        assertThatThrownBy(() -> pretraining("nowhere", temp, null, 1, Duration.ofDays(1), line -> {}))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("config.json");
    }

    @Test
    void saysThatItWentOnFromAnEncoderThatNobodyWroteDown() throws IOException {
        Path base = pretraining("first", Duration.ofDays(1), line -> {}).run(data, false);
        Files.delete(base.resolve("lineage.json"));

        Path further = pretraining("further", base, null, 1, Duration.ofDays(1), line -> {})
                .run(data, false);

        assertThat(further.resolve("README.md"))
                .content()
                .containsSubsequence("Nobody wrote down how it was made.", "Then:", "the command of further");
    }

    @Test
    void growsABaseEncoderByItsLastLayers() {
        Path base = pretraining("first", Duration.ofDays(1), line -> {}).run(data, false);
        List<String> lines = new ArrayList<>();

        Path grown =
                pretraining("grown", base, 3, 1, Duration.ofDays(1), lines::add).run(data, false);

        assertThat(BaseEncoder.open(grown).config().layers()).isEqualTo(3);
        assertThat(heldOutLoss(lines.getLast())).isLessThan(1.2);
        assertThat(grown.resolve("README.md")).content().contains("BERT encoder of 3 layers");
        assertThatThrownBy(() -> pretraining("shrunk", grown, 2, 1, Duration.ofDays(1), line -> {}))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("has 3 layers")
                .hasMessageContaining("cannot go on with 2");
    }

    @Test
    void knowsWhereTheCorporaThatMadeTheShippedModelComeFrom() {
        assertThat(CorpusOrigin.of("sgd_dialogues.txt.xz"))
                .isEqualTo(new Corpus(
                        "sgd_dialogues.txt.xz", "Schema-Guided Dialogue (Rastogi et al. 2020)", "CC BY-SA 4.0"));
        assertThat(CorpusOrigin.of("enwiki_2018_articles.txt.xz").licence()).isEqualTo("CC BY-SA 3.0");
        assertThat(CorpusOrigin.of("irc_ubuntu.txt.xz").licence()).isEqualTo("not found: ask its source");
    }

    @Test
    void namesAPackedFileThatDoesNotFit() throws IOException {
        Path file = temp.resolve("packed.bin");
        Files.write(file, new byte[100]);

        assertThatThrownBy(() -> PackedText.open(file, 16))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("packed.bin")
                .hasMessageContaining("not whole rows of 16 tokens");
    }

    @Test
    void readsAMixAndSaysWhatItCannotRead() {
        CorpusMix mix = CorpusMix.parse("animals=2, books=0.1");

        assertThat(mix.share("animals.txt.xz")).isEqualTo(2);
        assertThat(mix.share("other.txt.xz")).isEqualTo(1);
        assertThatThrownBy(() -> CorpusMix.parse("animals")).hasMessageContaining("'animals' is not NAME=SHARE");
        assertThatThrownBy(() -> CorpusMix.parse("animals=-1")).hasMessageContaining("expected 0 to 100");
    }

    private static double heldOutLoss(String line) {
        return Double.parseDouble(line.replaceAll("held-out loss ([0-9.]+).*", "$1"));
    }

    private Pretraining pretraining(String run, Duration limit, Consumer<String> lines) {
        return pretraining(run, null, null, 12, limit, lines);
    }

    private Pretraining pretraining(
            String run,
            @Nullable Path start,
            @Nullable Integer layers,
            int epochs,
            Duration limit,
            Consumer<String> lines) {
        TrainingOptions options = new TrainingOptions(
                3, epochs, 8, 5e-3, 50, 0.3, 0.01, 1, 6, 99, limit, Duration.ofMillis(20), Arithmetic.FLOAT32);
        return new Pretraining(
                start == null ? new Pretraining.Shape(1, 32, 2, 120, 16) : Pretraining.Shape.of(start, layers),
                start,
                options,
                new CorpusMix(Map.of()),
                "the command of " + run,
                temp.resolve(run),
                Progress.lines(lines),
                null);
    }

    private void write(String name, String text, boolean gzip) throws IOException {
        Path file = temp.resolve("data").resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream raw = Files.newOutputStream(file);
                OutputStream out = gzip ? new GZIPOutputStream(raw) : new XZOutputStream(raw, new LZMA2Options())) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}

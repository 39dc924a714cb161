package io.moderato.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.moderato.decision.Category;
import io.moderato.model.EncoderConfig.Family;
import io.moderato.model.ModelException;
import io.moderato.model.export.TorchScriptExport.Precision;
import io.moderato.model.export.TracedModules;
import io.moderato.model.export.TracedModules.Answer;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.serving.TextClassifier;
import io.moderato.model.weights.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A program that somebody traced elsewhere runs from a folder without any safetensors. */
class TracedModelTest {
    private static final int PIECES = ForeignModels.PIECES.size();

    @TempDir
    Path temp;

    private final Tensor words = random(PIECES, 8);
    private final Tensor weight = random(2, 8);
    private final Tensor bias = random(2);
    private Path source;

    @BeforeEach
    void folder() throws IOException {
        source = new ForeignModels(Family.BERT, List.of("spam", "ham"))
                .with("model_type", "electra")
                .writeSmall(temp.resolve("source"));
    }

    @ParameterizedTest
    @EnumSource(value = Answer.class, names = "WRONG_SHAPE", mode = EnumSource.Mode.EXCLUDE)
    void runsWhateverShapeItAnswersIn(Answer answer) {
        TracedModules.write(source.resolve("model.pt"), answer, words, weight, bias);

        ModelFolder folder = imported();

        assertThat(folder.path().resolve(ModelFolder.WEIGHTS)).doesNotExist();
        assertThat(folder.info().card()).contains("traced elsewhere");
        try (TextClassifier classifier = TextClassifier.load(folder.path(), 1)) {
            double[] logits = logits(2, 5, 8, 3); // [CLS] the fox [SEP]
            assertThat(classifier
                            .score(List.of("the fox"))
                            .getFirst()
                            .of(Category.SPAM)
                            .orElseThrow())
                    .isCloseTo(1 / (1 + Math.exp(logits[1] - logits[0])), within(1e-5));
        }
    }

    @Test
    void refusesAProgramThatAnswersWithAnotherShape() {
        TracedModules.write(source.resolve("model.pt"), Answer.WRONG_SHAPE, words, weight, bias);

        assertThatThrownBy(this::imported)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("model.pt")
                .hasMessageContaining("shape");
        assertThat(temp.resolve("models")).isEmptyDirectory();
    }

    @Test
    void refusesAProgramWithAnotherNumberOfOutputs() {
        TracedModules.write(source.resolve("model.pt"), Answer.TENSOR, words, random(3, 8), random(3));

        assertThatThrownBy(this::imported).hasMessageContaining("model.pt").hasMessageContaining("3 outputs");
    }

    @Test
    void refusesAFileThatIsNoProgram() throws IOException {
        Files.writeString(source.resolve("model.pt"), "no zip at all");

        assertThatThrownBy(this::imported)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("model.pt")
                .hasMessageContaining("not a TorchScript archive");
    }

    private ModelFolder imported() {
        ForeignFolder folder = ForeignFolder.open(source);
        return new ModelImport(Precision.INT8, List.of(), ModelImportTest.PLENTY, line -> {})
                .run(
                        folder,
                        "traced",
                        LabelChoice.suggested(folder.config()),
                        null,
                        ModelImportTest.ORIGIN,
                        temp.resolve("models").resolve("traced"));
    }

    private double[] logits(int... ids) {
        double[] mean = new double[8];
        for (int id : ids) {
            for (int i = 0; i < 8; i++) {
                mean[i] += words.values()[id * 8 + i] / ids.length;
            }
        }
        double[] logits = new double[2];
        for (int row = 0; row < 2; row++) {
            logits[row] = bias.values()[row];
            for (int i = 0; i < 8; i++) {
                logits[row] += weight.values()[row * 8 + i] * mean[i];
            }
        }
        return logits;
    }

    private static Tensor random(int... shape) {
        long[] lengths = java.util.Arrays.stream(shape).asLongStream().toArray();
        Random random = new Random(shape.length);
        float[] values = new float[(int) Tensor.elements(lengths)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Tensor(lengths, values);
    }
}

package io.moderato.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.moderato.decision.Category;
import io.moderato.model.EncoderConfig;
import io.moderato.model.ModelException;
import io.moderato.model.encoder.Arithmetic;
import io.moderato.model.weights.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private static final int BAD_WORD = 7;
    private static final EncoderConfig CONFIG =
            EncoderConfig.bert(40, 1, 32, 2, 12, List.of(Category.TOXICITY, Category.SPAM));

    @TempDir
    Path temp;

    @Test
    void learnsWhatIsLabelledAndNothingFromTheUnknown() {
        List<String> report = new ArrayList<>();

        train(temp, 1, false, report::add);

        assertThat(report.getLast()).startsWith("evaluation at step").doesNotContain("spam");
        double auc = Double.parseDouble(report.getLast().replaceAll(".*toxicity ([0-9]\\.[0-9]+).*", "$1"));
        assertThat(auc).isGreaterThan(0.95);
    }

    @Test
    void goesOnWhereItWasInterruptedAndEndsWithTheSameWeights() {
        Map<String, Tensor> expected = train(temp.resolve("whole"), 1, false, line -> {});
        Path interrupted = temp.resolve("interrupted");
        assertThatThrownBy(() -> train(interrupted, 1, false, failingAtThirdEvaluation()))
                .hasMessage("killed");
        List<String> report = new ArrayList<>();

        Map<String, Tensor> resumed = train(interrupted, 1, true, report::add);

        assertThat(report.getFirst()).startsWith("Resuming after step");
        expected.forEach((name, tensor) -> {
            if (name.endsWith("key.bias")) {
                // this weight does not change a softmax: its true gradient is 0, and Adam only follows rounding errors
                return;
            }
            for (int i = 0; i < tensor.values().length; i++) {
                assertThat(resumed.get(name).values()[i]).as(name).isCloseTo(tensor.values()[i], within(1e-4f));
            }
        });
    }

    @Test
    void refusesTheCheckpointOfAnotherRun() {
        assertThatThrownBy(() -> train(temp, 1, false, failingAtThirdEvaluation()))
                .hasMessage("killed");

        assertThatThrownBy(() -> train(temp, 2, true, line -> {}))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("checkpoint.safetensors")
                .hasMessageContaining("was written by a run with");
    }

    @Test
    void refusesTheCheckpointOfARunThatLearnedFromSomethingElse() {
        assertThatThrownBy(() -> train(temp, 1, "base a", false, failingAtThirdEvaluation()))
                .hasMessage("killed");

        assertThatThrownBy(() -> train(temp, 1, "base b", true, line -> {}))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("was written by a run with")
                .hasMessageContaining("base a")
                .hasMessageContaining("base b");
    }

    @Test
    void refusesADamagedCheckpoint() throws Exception {
        assertThatThrownBy(() -> train(temp, 1, false, failingAtThirdEvaluation()))
                .hasMessage("killed");
        Path checkpoint = temp.resolve("checkpoint.safetensors");
        byte[] bytes = Files.readAllBytes(checkpoint);
        Files.write(checkpoint, java.util.Arrays.copyOf(bytes, bytes.length - 100));

        assertThatThrownBy(() -> train(temp, 1, true, line -> {}))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("checkpoint.safetensors")
                .hasMessageContaining("cut short");
    }

    @Test
    void theRateRisesThenFallsToZero() {
        TrainingOptions options = TrainingOptions.standard(1, 3, Duration.ofHours(1));

        assertThat(options.rateAt(0, 0)).isPositive().isLessThan(options.learningRate() / 100);
        assertThat(options.rateAt(299, 0.05)).isCloseTo(options.learningRate(), within(1e-9));
        assertThat(options.rateAt(3000, 0.5)).isBetween(options.learningRate() * 0.5, options.learningRate() * 0.6);
        assertThat(options.rateAt(6000, 1)).isZero();
        TrainingOptions plateau = TrainingOptions.pretraining(1, 3, Duration.ofHours(1));
        assertThat(plateau.rateAt(3000, 0.7)).isEqualTo(plateau.learningRate());
        assertThat(plateau.rateAt(4000, 0.9)).isCloseTo(plateau.learningRate() * 0.4, within(1e-9));
    }

    private static Map<String, Tensor> train(Path state, long seed, boolean resume, Consumer<String> report) {
        return train(state, seed, "random words", resume, report);
    }

    private static Map<String, Tensor> train(
            Path state, long seed, String learnsFrom, boolean resume, Consumer<String> report) {
        TrainingOptions options = new TrainingOptions(
                seed,
                3,
                16,
                5e-3,
                4,
                0.9,
                0.01,
                1,
                5,
                5,
                Duration.ofDays(1),
                Duration.ofMillis(20),
                Arithmetic.FLOAT32);
        Examples examples = Examples.fixed(examples(192, 1));
        return new Trainer(options, CONFIG, examples, examples(100, 2), learnsFrom, state, Progress.lines(report))
                .train(resume, Map.of())
                .weights();
    }

    /** Texts of random words. Texts with the bad word are toxic, and no text has a label for spam. */
    private static List<Example> examples(int count, long seed) {
        Random random = new Random(seed);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long[] tokens = random.longs(4 + random.nextInt(7), 10, 40).toArray();
            tokens[0] = 2;
            tokens[tokens.length - 1] = 3;
            if (i % 2 == 0) {
                tokens[1 + random.nextInt(tokens.length - 2)] = BAD_WORD;
            }
            examples.add(new Example(
                    "test", tokens, new float[] {i % 2 == 0 ? 1 : 0, 1}, new float[] {1, 0}, new float[2]));
        }
        return examples;
    }

    private static Consumer<String> failingAtThirdEvaluation() {
        int[] evaluations = {0};
        return line -> {
            if (line.startsWith("evaluation") && ++evaluations[0] == 3) {
                throw new IllegalStateException("killed");
            }
        };
    }
}

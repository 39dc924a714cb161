package io.moderato.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.decision.Category;
import io.moderato.model.EncoderConfig;
import io.moderato.model.ModelException;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.BertWeights.Head;
import io.moderato.model.weights.SafeTensors;
import io.moderato.model.weights.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseEncoderTest {
    private static final int WIDTH = 32;
    private static final EncoderConfig ENCODER =
            EncoderConfig.bert(40, 2, WIDTH, 2, 16, List.of(Category.TOXICITY, Category.SPAM));
    private static final EncoderConfig MODEL = ENCODER.classifying(List.of(Category.TOXICITY, Category.SPAM));
    private static final EncoderConfig NEXT = ENCODER.answering(List.of("insult", "spam", "toxicity", "emotion:joy"));

    @TempDir
    Path temp;

    @BeforeEach
    void setUp() throws IOException {
        Files.writeString(temp.resolve(ModelFolder.TOKENIZER), "{}");
    }

    @Test
    void aModelHandsOnItsHeadOutputByOutput() {
        Map<String, Tensor> stored = write(MODEL, Head.CLASSIFIER);

        BaseEncoder base = BaseEncoder.open(temp);
        Map<String, Tensor> start = base.weightsFor(NEXT, 9);
        assertThat(base.weights()).containsKeys(BertWeights.CLASSIFIER + ".weight", BertWeights.POOLER + ".weight");

        assertThat(BaseEncoder.isClassifier(temp)).isTrue();
        Map<String, Tensor> fresh = BertWeights.initial(NEXT, 9);
        assertThat(start.keySet()).isEqualTo(fresh.keySet());
        start.forEach((name, tensor) -> assertThat(tensor.shape())
                .as(name)
                .isEqualTo(tensor(fresh, name).shape()));
        assertThat(tensor(start, BertWeights.POOLER + ".weight").values())
                .isEqualTo(tensor(stored, BertWeights.POOLER + ".weight").values());
        assertThat(row(start, 1)).isEqualTo(row(stored, 1));
        assertThat(row(start, 2)).isEqualTo(row(stored, 0));
        assertThat(row(start, 0)).isEqualTo(row(fresh, 0));
        assertThat(row(start, 3)).isEqualTo(row(fresh, 3));
        assertThat(tensor(start, BertWeights.CLASSIFIER + ".bias").values()).containsExactly(0, 0.75f, 0.5f, 0);
    }

    @Test
    void aMaskedLanguageModelGivesItsEncoderOnly() {
        write(ENCODER, Head.MASKED_WORDS);

        BaseEncoder base = BaseEncoder.open(temp);

        assertThat(BaseEncoder.isClassifier(temp)).isFalse();
        assertThat(base.weights())
                .doesNotContainKeys(BertWeights.CLASSIFIER + ".weight", BertWeights.POOLER + ".weight");
        Map<String, Tensor> start = base.weightsFor(NEXT, 9);
        assertThat(tensor(start, BertWeights.WORDS).values())
                .isEqualTo(tensor(base.weights(), BertWeights.WORDS).values());
        hasFreshHead(start);
    }

    @Test
    void aHeadThatReadsOtherwiseIsLeft() {
        write(ENCODER, Head.CLASSIFIER);

        BaseEncoder base = BaseEncoder.open(temp);

        assertThat(BaseEncoder.isClassifier(temp)).isTrue();
        assertThat(base.weights())
                .doesNotContainKeys(BertWeights.CLASSIFIER + ".weight", BertWeights.POOLER + ".weight");
        hasFreshHead(base.weightsFor(NEXT, 9));
    }

    @Test
    void fewerLayersLeaveTheHeadThatReadTheLast() {
        write(MODEL, Head.CLASSIFIER);

        BaseEncoder base = BaseEncoder.open(temp);

        assertThat(base.first(2).weights()).containsKey(BertWeights.CLASSIFIER + ".weight");
        assertThat(base.first(1).weights())
                .containsKey(BertWeights.WORDS)
                .doesNotContainKeys(BertWeights.CLASSIFIER + ".weight", BertWeights.POOLER + ".bias");
    }

    @Test
    void namesAHeadThatDoesNotFitItsConfiguration() {
        write(MODEL, Head.CLASSIFIER);
        ModelFolder.JSON.writeValue(temp.resolve(ModelFolder.CONFIG), NEXT);

        assertThatThrownBy(() -> BaseEncoder.open(temp))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("classifier.weight has shape [2, 32], expected [4, 32]");
    }

    private Map<String, Tensor> write(EncoderConfig config, Head head) {
        Map<String, Tensor> weights = BertWeights.initial(config, head, 5);
        weights.computeIfPresent(
                BertWeights.CLASSIFIER + ".bias",
                (name, zeros) -> new Tensor(zeros.shape(), new float[] {0.5f, 0.75f}));
        ModelFolder.JSON.writeValue(temp.resolve(ModelFolder.CONFIG), config);
        SafeTensors.write(temp.resolve(ModelFolder.WEIGHTS), weights, SafeTensors.Type.F32, Map.of());
        return weights;
    }

    private static void hasFreshHead(Map<String, Tensor> start) {
        Map<String, Tensor> fresh = BertWeights.initial(NEXT, 9);
        for (String name : List.of(BertWeights.POOLER + ".weight", BertWeights.CLASSIFIER + ".weight")) {
            assertThat(tensor(start, name).values())
                    .as(name)
                    .isEqualTo(tensor(fresh, name).values());
        }
    }

    private static float[] row(Map<String, Tensor> weights, int output) {
        return Arrays.copyOfRange(
                tensor(weights, BertWeights.CLASSIFIER + ".weight").values(), output * WIDTH, (output + 1) * WIDTH);
    }

    private static Tensor tensor(Map<String, Tensor> weights, String name) {
        Tensor tensor = weights.get(name);
        assertThat(tensor).as(name).isNotNull();
        return tensor;
    }
}

package io.moderato.model.make;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.moderato.model.ModelException;
import io.moderato.model.ModerationSettings;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.runs.RunRecord;
import io.moderato.model.train.ModelRecipe;
import io.moderato.model.train.Progress;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.SafeTensors;
import io.moderato.model.weights.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightMeanTest {
    private static final String FIRST_LAYER = "bert.encoder.layer.0.intermediate.dense.weight";

    @TempDir
    Path temp;

    @Test
    void isTheMeanOfTwoModels() throws IOException {
        Path one = TinyModel.writeTo(temp.resolve("one"));
        Path other = TinyModel.writeTo(temp.resolve("other"), 6);
        give(one, other, FIRST_LAYER, BertWeights.POOLER + ".weight");
        ModelRecipe trained = ModelBuildTest.recipe(null, List.of(), 1, true);
        ModelRecipe mean = new ModelRecipe(
                trained.name(),
                new ModelRecipe.Shape(2, 32, 2, 200, 16, 4),
                null,
                null,
                List.of(one, other),
                List.of(),
                0,
                trained.augmentation(),
                trained.training(),
                true,
                "mean",
                trained.measuring());

        Path model = new ModelBuild(mean, temp.resolve("run"), Progress.lines(line -> {}), null)
                .run(TinyData.writeTo(temp.resolve("data")), false);

        float[] first = TinyModel.embeddings(one);
        float[] second = TinyModel.embeddings(other);
        float[] weights = TinyModel.embeddings(model);
        for (int i = 0; i < weights.length; i++) {
            assertThat(weights[i]).isCloseTo((first[i] + second[i]) / 2, within(1e-4f));
        }
        ModelFolder folder = ModelFolder.open(model);
        assertThat(folder.info().categories()).isEqualTo(TinyModel.CATEGORIES);
        assertThat(folder.info().card())
                .contains(
                        "the mean of the weights of 2 models",
                        "MODEL1, " + ModelFolder.open(one).version(),
                        "nothing was trained");
        assertThat(folder.moderation().data())
                .extracting(ModerationSettings.DataSource::name)
                .containsExactly("jigsaw_toxic", "sms_spam", "none");
        assertThat(RunRecord.read(temp.resolve("run")).orElseThrow().parameters())
                .containsEntry(
                        "mean_of",
                        ModelFolder.open(one).version() + ", "
                                + ModelFolder.open(other).version());
    }

    @Test
    void modelsThatDifferHaveNoMean() throws IOException {
        Path one = TinyModel.writeTo(temp.resolve("one"));
        Path other = TinyModel.writeTo(temp.resolve("other"));
        Files.writeString(
                other.resolve(ModelFolder.TOKENIZER), Files.readString(one.resolve(ModelFolder.TOKENIZER)) + " ");

        assertThatThrownBy(() -> WeightMean.of(List.of(one, other), 16))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("differs from")
                .hasMessageContaining("in vocabulary");
        assertThatThrownBy(() -> WeightMean.of(List.of(one, one), 128))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("reads 16 tokens at once, but the mean is to read 128");
    }

    @Test
    void modelsThatBeganApartHaveNoMean() throws IOException {
        Path one = TinyModel.writeTo(temp.resolve("one"));
        Path other = TinyModel.writeTo(temp.resolve("other"), 6);

        assertThatThrownBy(() -> WeightMean.of(List.of(one, other), 16))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("other: began with another base encoder than");
        give(one, other, FIRST_LAYER);
        assertThatThrownBy(() -> WeightMean.of(List.of(one, other), 16))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("other: began with another head than");
    }

    private static void give(Path from, Path to, String... names) {
        Map<String, Tensor> weights = new HashMap<>(SafeTensors.read(to.resolve(ModelFolder.WEIGHTS)));
        Map<String, Tensor> given = SafeTensors.read(from.resolve(ModelFolder.WEIGHTS));
        for (String name : names) {
            weights.replace(name, given.get(name));
        }
        SafeTensors.write(to.resolve(ModelFolder.WEIGHTS), weights, SafeTensors.Type.F16, Map.of());
    }
}

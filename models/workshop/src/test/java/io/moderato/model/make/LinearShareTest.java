package io.moderato.model.make;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.moderato.decision.Category;
import io.moderato.model.ModelException;
import io.moderato.model.data.LabelledText;
import io.moderato.model.data.LabelledText.Label;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.linear.LinearModel;
import io.moderato.model.rivals.Rivals;
import io.moderato.model.serving.TextClassifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class LinearShareTest {
    private static final List<String> TEXTS = List.of("the quick fool", "my kind fox", "again");

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void writeModel() throws IOException {
        folder = TinyModel.writeTo(temp.resolve("model"));
    }

    @Test
    void mixesTheLinearModelInWhereItHasAShare() {
        float[][] alone = logits();
        String before = ModelFolder.open(folder).version();
        LinearModel linear = trained();
        linear.save(folder.resolve(ModelFolder.LINEAR));
        share("toxicity", 0.25);

        float[][] mixed = logits();

        double[][] own = linear.logits(TEXTS);
        int column = linear.categories().indexOf(Category.TOXICITY);
        for (int row = 0; row < TEXTS.size(); row++) {
            double expected = 0.75 * alone[row][0] + 0.25 * own[row][column];
            assertThat((double) mixed[row][0]).isCloseTo(expected, within(1e-5));
            assertThat(mixed[row][1]).isEqualTo(alone[row][1]);
        }
        assertThat(ModelFolder.open(folder).version()).isNotEqualTo(before);
    }

    @Test
    void namesALinearModelThatIsMissing() {
        share("toxicity", 0.25);

        assertThatThrownBy(() -> TextClassifier.load(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("linear.bin")
                .hasMessageContaining("missing");
    }

    @Test
    void refusesAShareThatIsNone() {
        share("toxicity", 1.5);

        assertThatThrownBy(() -> TextClassifier.load(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("moderation.json")
                .hasMessageContaining("linearShare of toxicity is 1.5");
    }

    @Test
    void refusesALinearModelThatDoesNotKnowTheCategory() {
        trained().save(folder.resolve(ModelFolder.LINEAR));
        share("spam", 0.25);

        assertThatThrownBy(() -> TextClassifier.load(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("linear.bin")
                .hasMessageContaining("does not know spam");
    }

    private float[][] logits() {
        try (TextClassifier classifier = TextClassifier.load(folder)) {
            return classifier.logits(TEXTS);
        }
    }

    private void share(String category, double share) {
        Path file = folder.resolve(ModelFolder.MODERATION);
        ObjectNode settings = (ObjectNode) ModelFolder.JSON.readTree(file);
        settings.putObject("linearShare").put(category, share);
        ModelFolder.JSON.writeValue(file, settings);
    }

    private static LinearModel trained() {
        List<LabelledText> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            boolean toxic = i % 2 == 0;
            rows.add(new LabelledText(
                    "set",
                    (toxic ? "you quick fool " : "my kind fox ") + i,
                    Map.of(Category.TOXICITY, new Label(toxic ? 1 : 0, 1))));
        }
        return Rivals.train(rows, rows, 1, line -> {}).linear();
    }
}

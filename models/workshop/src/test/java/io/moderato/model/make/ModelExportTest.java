package io.moderato.model.make;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.moderato.model.command.Workshop;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.serving.TextClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelExportTest {
    private static final List<String> TEXTS = List.of("the quick fox", "the lazy dog jumps again and again");

    @TempDir
    Path temp;

    @Test
    void writesTheProgramAnewFromTheWeights() throws IOException {
        Path folder = TinyModel.writeTo(temp.resolve("model"));
        float[][] before = logits(folder);
        byte[] program = Files.readAllBytes(folder.resolve(ModelFolder.TORCH_SCRIPT));

        assertThat(Workshop.run("model", "export", folder.toString())).isZero();

        float[][] after = logits(folder);
        for (int row = 0; row < after.length; row++) {
            for (int i = 0; i < after[row].length; i++) {
                assertThat(after[row][i]).isCloseTo(before[row][i], within(0.05f));
            }
        }
        // the weights are stored as fp16, but the first program was made from fp32
        assertThat(Files.readAllBytes(folder.resolve(ModelFolder.TORCH_SCRIPT))).isNotEqualTo(program);
        try (var files = Files.list(temp)) {
            assertThat(files).containsExactly(folder);
        }
    }

    @Test
    void theCardSaysThatItsFiguresAreOfTheProgramBefore() throws IOException {
        Path folder = TinyModel.writeTo(temp.resolve("model"));
        String before = ModelFolder.open(folder).version();

        assertThat(Workshop.run("model", "export", folder.toString())).isZero();

        assertThat(ModelFolder.open(folder).info().card())
                .contains("### The program", "the figures are about version " + before);
    }

    @Test
    void leavesAFolderWithoutWeightsAlone() throws IOException {
        Path folder = TinyModel.writeTo(temp.resolve("model"));
        Files.delete(folder.resolve(ModelFolder.WEIGHTS));

        assertThat(Workshop.run("model", "export", folder.toString())).isOne();

        try (var files = Files.list(temp)) {
            assertThat(files).containsExactly(folder);
        }
    }

    private static float[][] logits(Path folder) {
        try (TextClassifier classifier = TextClassifier.load(folder)) {
            return classifier.logits(TEXTS);
        }
    }
}

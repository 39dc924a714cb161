package io.moderato.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.moderato.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SafeTensorsTest {
    @TempDir
    Path folder;

    private Path file;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    @BeforeEach
    void tensors() {
        file = folder.resolve("weights.safetensors");
        tensors.put("b", new Tensor(new long[] {2, 3}, new float[] {1, -2.5f, 3e-3f, 0, 1000, -0.125f}));
        tensors.put("a", new Tensor(new long[] {}, new float[] {7}));
        tensors.put("none", new Tensor(new long[] {0, 4}, new float[0]));
    }

    @ParameterizedTest
    @EnumSource(
            value = SafeTensors.Type.class,
            names = {"F32", "F16", "BF16", "F64"})
    void givesBackWhatWasWritten(SafeTensors.Type type) {
        SafeTensors.write(file, tensors, type, Map.of("step", "3"));

        Map<String, Tensor> read = SafeTensors.read(file);

        assertThat(read.keySet()).containsExactly("b", "a", "none");
        float precision = type == SafeTensors.Type.F32 ? 0 : type == SafeTensors.Type.F16 ? 1e-3f : 1e-2f;
        tensors.forEach((name, tensor) -> {
            assertThat(read.get(name).shape()).isEqualTo(tensor.shape());
            for (int i = 0; i < tensor.values().length; i++) {
                float value = tensor.values()[i];
                assertThat(read.get(name).values()[i]).isCloseTo(value, within(Math.abs(value) * precision));
            }
        });
        assertThat(SafeTensors.header(file).metadata()).containsEntry("step", "3");
    }

    @Test
    void alignsTheDataToEightBytes() {
        SafeTensors.write(file, tensors, SafeTensors.Type.F32, Map.of());

        assertThat(SafeTensors.header(file).dataStart() % 8).isZero();
    }

    @Test
    void refusesAFileThatIsCutShort() throws IOException {
        SafeTensors.write(file, tensors, SafeTensors.Type.F32, Map.of());
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));

        assertThatThrownBy(() -> SafeTensors.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("weights.safetensors")
                .hasMessageContaining("cut short");
    }

    @Test
    void refusesWhatIsNoSafetensorsFile() throws IOException {
        Files.writeString(file, "this is a text that somebody has given a wrong name");

        assertThatThrownBy(() -> SafeTensors.header(file)).hasMessageContaining("not a safetensors file");
    }

    @Test
    void refusesValuesThatAreNotNumbers() {
        tensors.put("broken", new Tensor(new long[] {1}, new float[] {Float.NaN}));
        SafeTensors.write(file, tensors, SafeTensors.Type.F32, Map.of());

        assertThatThrownBy(() -> SafeTensors.read(file)).hasMessageContaining("broken holds NaN");
    }

    @Test
    void leavesTheOldFileWhenWritingFails() {
        SafeTensors.write(file, tensors, SafeTensors.Type.F32, Map.of());

        assertThatThrownBy(() -> WriteAside.replace(file, aside -> {
                    Files.writeString(aside, "half");
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("No space left on device");

        assertThat(SafeTensors.read(file)).hasSize(3);
        assertThat(folder.toFile().list()).containsExactly("weights.safetensors");
    }
}

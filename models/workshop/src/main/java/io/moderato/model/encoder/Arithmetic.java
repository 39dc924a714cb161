package io.moderato.model.encoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How the products of matrices are computed in training; sums, norms and weights are always 32-bit floats. */
public enum Arithmetic {
    /** In 32-bit floats. */
    FLOAT32,
    /** In bfloat16, which keeps the range and rounds to eight bits: twice as fast where the processor multiplies it. */
    BFLOAT16;

    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    /** Bfloat16 where the processor says that it multiplies it, else 32-bit floats. */
    public static Arithmetic fastest() {
        if (!Files.isReadable(PROCESSOR)) {
            return FLOAT32;
        }
        try (Stream<String> lines = Files.lines(PROCESSOR)) {
            return lines.filter(line -> line.startsWith("flags"))
                            .anyMatch(line -> line.contains(" avx512_bf16") || line.contains(" amx_bf16"))
                    ? BFLOAT16
                    : FLOAT32;
        } catch (IOException e) {
            return FLOAT32;
        }
    }
}

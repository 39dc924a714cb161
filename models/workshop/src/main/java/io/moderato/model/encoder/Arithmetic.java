package io.moderato.model.encoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The numbers with which products of matrices are computed in training. Sums, norms and weights are always 32-bit floats. */
public enum Arithmetic {
    /** 32-bit floats. */
    FLOAT32,
    /** Bfloat16, which keeps the range of floats and rounds to eight bits. It is twice as fast if the processor can multiply it. */
    BFLOAT16;

    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    /** Bfloat16 if the processor says that it can multiply these numbers, otherwise 32-bit floats. */
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

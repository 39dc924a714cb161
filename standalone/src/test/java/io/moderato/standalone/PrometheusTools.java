package io.moderato.standalone;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Prometheus and its tool, as {@code ./moderato test} provides them. */
final class PrometheusTools {
    private PrometheusTools() {}

    /**
     * The program of that name.
     *
     * @throws IllegalStateException if it is not there
     */
    static String path(String program) {
        return Stream.concat(
                        Stream.of("../target/prometheus/usr/bin"),
                        Arrays.stream(System.getenv("PATH").split(File.pathSeparator)))
                .map(folder -> Path.of(folder, program).toAbsolutePath())
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        program + " is missing. Run ./moderato test once, or install Prometheus."))
                .toString();
    }
}

package io.moderato.standalone;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** The programs that tests run, as {@code ./moderato test} provides them. */
final class Programs {
    /** Where programs are that are unpacked for the tests and not installed. */
    private static final String UNPACKED = "../target/prometheus/usr/bin";

    private Programs() {}

    /**
     * The first program that is there under one of its names.
     *
     * @throws IllegalStateException if there is none
     */
    static Path find(String... names) {
        return Stream.concat(
                        Stream.of(UNPACKED), Arrays.stream(System.getenv("PATH").split(File.pathSeparator)))
                .flatMap(folder ->
                        Arrays.stream(names).map(name -> Path.of(folder, name).toAbsolutePath()))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(names[0] + " is not on the PATH; './moderato test' provides it"));
    }
}

package io.moderato.deployment;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs commands of operators. */
final class Commands {
    static final Path ROOT = Path.of(System.getProperty("moderato.root"));

    private Commands() {}

    /** How a command ended, and what it said. */
    record Result(int exit, String output) {
        /** What it said, if it ended with 0. */
        String orFail(Object command) {
            if (exit != 0) {
                throw new AssertionError(command + " ended with " + exit + ":\n" + output);
            }
            return output;
        }
    }

    /** The path of a program that {@code ./moderato test} installs or unpacks. */
    static String program(String name) {
        Path unpacked = ROOT.resolve("target/prometheus/usr/bin").resolve(name);
        if (!Files.isExecutable(unpacked) && !isThere(name)) {
            throw new IllegalStateException(name + " is not on the PATH; './moderato test' provides it");
        }
        return Files.isExecutable(unpacked) ? unpacked.toString() : name;
    }

    /** Whether the program is on the PATH. */
    static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Runs a command in the repository's root and waits for its end. */
    static Result run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        try (InputStream said = process.getInputStream()) {
            String output = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        }
    }
}

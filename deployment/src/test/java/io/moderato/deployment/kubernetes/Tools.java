package io.moderato.deployment.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Runs kubectl, Helm and our own scripts, as {@code ./moderato test} provides them. */
public final class Tools {
    private static final Path ROOT =
            Path.of(System.getProperty("moderato.root", "..")).toAbsolutePath().normalize();

    private static final Pattern OURS = Pattern.compile("(MODERATO_|KAFKA_|PG).*");

    private Tools() {}

    /** The repository's folder. */
    public static Path root() {
        return ROOT;
    }

    /** What lies in {@code deployment/kubernetes}. */
    static Path kubernetes(String path) {
        return ROOT.resolve("deployment/kubernetes").resolve(path);
    }

    public static Path kubectl() {
        return unpacked("kubectl/kubectl");
    }

    /** The output of kubectl. */
    static String kubectl(Object... arguments) {
        return run(kubectl(), Map.of(), arguments).orFail();
    }

    /** What Helm 4 answers. */
    static Answer helm(Object... arguments) {
        return run(unpacked("helm/helm"), Map.of(), arguments);
    }

    /** What a program of ours answers in that environment, without what the environment of the tests has of ours. */
    public static Answer run(Path program, Map<String, String> environment, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        try {
            Path errors = Files.createTempFile("tool", ".err");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().keySet().removeIf(name -> OURS.matcher(name).matches());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            String said = Files.readString(errors);
            Files.delete(errors);
            return new Answer(command, status, output, said);
        } catch (IOException e) {
            throw new IllegalStateException(program + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path unpacked(String program) {
        Path path = ROOT.resolve("target/kubernetes").resolve(program);
        if (!Files.isExecutable(path)) {
            throw new IllegalStateException(path + " is missing; './moderato test' provides it");
        }
        return path;
    }

    /** How a program ended and what it printed. */
    public record Answer(List<String> command, int status, String output, String errors) {
        /**
         * What it printed.
         *
         * @throws AssertionError if it did not end with 0
         */
        public String orFail() {
            if (status != 0) {
                throw new AssertionError(String.join(" ", command) + " ended with " + status + ":\n" + errors + output);
            }
            return output;
        }
    }
}

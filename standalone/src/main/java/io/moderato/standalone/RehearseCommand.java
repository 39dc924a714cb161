package io.moderato.standalone;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Starts and stops the platform. The build runs it under the JVM's ahead-of-time cache (JEP 483, JEP 514), which remembers the loaded
 * classes and halves the time of every later start.
 */
@Command(name = "rehearse", hidden = true, description = "Starts and stops everything once.")
final class RehearseCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, description = "Folder for its data")
    private Path data = Path.of("data");

    @Override
    public Integer call() {
        try (Platform platform = Platform.start(data, 0, Map.of(), step -> {})) {
            return platform.url().isEmpty() ? 1 : 0;
        }
    }
}

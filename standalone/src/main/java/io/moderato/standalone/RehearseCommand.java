package io.moderato.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Starts and stops the platform on data of its own. The build runs it once under the JVM's ahead-of-time cache (JEP 483, JEP 514), which
 * remembers the loaded classes and halves the time of every later start.
 */
@Command(name = "rehearse", hidden = true, description = "Starts and stops everything once.")
final class RehearseCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        Path data = Files.createTempDirectory("moderato-rehearsal");
        try (Platform platform = Platform.start(data, 0, Map.of(), step -> {})) {
            return platform.url().isEmpty() ? 1 : 0;
        } finally {
            PlatformFolder.delete(data);
        }
    }
}

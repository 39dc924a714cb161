package io.moderato.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Starts and stops the platform, or one service on its own. The build runs it under the JVM's ahead-of-time cache (JEP 483, JEP 514), which
 * remembers the loaded classes and halves the time of every later start.
 */
@Command(name = "rehearse", hidden = true, description = "Starts and stops everything once, or a service.")
final class RehearseCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, description = "Folder for its data")
    private Path data = Path.of("data");

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "After --: what starts a service. Its PostgreSQL and Kafka run in this process.")
    private List<String> service = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!service.isEmpty()) {
            return rehearseService();
        }
        try (Platform platform = Platform.start(data, 0, Map.of(), step -> {})) {
            return platform.url().isEmpty() ? 1 : 0;
        }
    }

    private int rehearseService() throws IOException, InterruptedException {
        // the servers would tell the terminal what they do
        LoggingSystem.get(RehearseCommand.class.getClassLoader()).beforeInitialize();
        Deque<AutoCloseable> below = new ArrayDeque<>();
        try {
            below.push(PlatformFolder.take(data));
            PlatformServers servers = PlatformServers.start(data.toAbsolutePath(), below);
            return ServiceProcess.start(service, servers.properties()).stopWhenReady();
        } finally {
            Platform.closeAll(below);
        }
    }
}

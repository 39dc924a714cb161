package io.moderato.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of ours that can be killed, stopped and started again with the same settings. Not thread-safe. */
final class Child implements AutoCloseable {
    private static final Duration STARTING = Duration.ofMinutes(4);
    private static final Duration STOPPING = Duration.ofSeconds(60);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final URI readiness;
    private final Path log;
    private Process process;

    private Child(String name, List<String> command, Map<String, String> environment, URI readiness, Path log)
            throws IOException {
        this.name = name;
        this.command = command;
        this.environment = environment;
        this.readiness = readiness;
        this.log = log;
        this.process = launch();
    }

    /**
     * Starts a Java program.
     *
     * @param network   where it runs
     * @param arguments what follows the word java
     * @param readiness answers 200 when it is ready
     * @param logs      the folder in which it gets a log
     */
    static Child start(
            String name,
            Network network,
            List<String> arguments,
            Map<String, String> environment,
            URI readiness,
            Path logs)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=4",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(arguments);
        return new Child(
                name, network.inside(command), Map.copyOf(environment), readiness, logs.resolve(name + ".log"));
    }

    String name() {
        return name;
    }

    /** Ends it as a crash of the machine would, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /**
     * Asks it to end, as an upgrade does, and returns how long that took.
     *
     * @throws IOException if it takes longer than a minute
     */
    Duration stop() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        process.destroy();
        if (!process.waitFor(STOPPING.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(name + " did not stop within " + STOPPING.toSeconds() + " s");
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Whether its process is there. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** Starts it again. */
    void startAgain() throws IOException {
        process = launch();
    }

    /**
     * Waits until it is ready.
     *
     * @throws IOException if it ends meanwhile, or takes too long; its log says why
     */
    void awaitReady() throws IOException, InterruptedException {
        Instant end = Instant.now().plus(STARTING);
        while (!isReady()) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                throw new IOException(name + " did not start; " + log + " says why");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Whether it can serve just now. */
    boolean isReady() throws InterruptedException {
        try {
            return HTTP.send(
                                    HttpRequest.newBuilder(readiness)
                                            .timeout(Duration.ofSeconds(2))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }
}

package io.moderato.standalone;

import io.moderato.access.login.FirstAdminCreated;
import io.moderato.backup.Backups;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the whole platform in this process until it is stopped. */
@Command(
        name = "run",
        description = "Starts everything and prints the URL and the accounts.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    /** The result while the platform is up and the process goes on; it is not an exit code. */
    static final int RUNNING = -1;

    @Option(names = "--port", description = "HTTP port (default: ${DEFAULT-VALUE})", defaultValue = "8080")
    private int port;

    @Option(
            names = "--data",
            description = "Folder for all data; it is created if there is none (default: ./${DEFAULT-VALUE})",
            defaultValue = "data")
    private Path data = Path.of("data");

    @Option(
            names = "--model",
            paramLabel = "FOLDER",
            description = "The model to run: its folder, or its name in the folder 'models' of the data (default:"
                    + " MODERATO_MODEL, or the shipped model)")
    private @Nullable Path model;

    @Option(
            names = "--backups",
            paramLabel = "FOLDER",
            description = "Make a backup there each day, and archive the database's log, so that everything up to the"
                    + " last minute can be restored (default: MODERATO_BACKUPS, or no backups)",
            defaultValue = "${env:MODERATO_BACKUPS}")
    private @Nullable Path backups;

    @Option(
            names = "--keep-backups",
            paramLabel = "N",
            description = "How many backups are kept (default: ${DEFAULT-VALUE})",
            defaultValue = "7")
    private int keepBackups;

    @Option(names = "--demo", description = "Add demo accounts, an API key and sample content")
    private boolean demo;

    @Override
    public Integer call() {
        if (keepBackups < 1) {
            throw new StartFailure("--keep-backups is at least 1.");
        }
        long start = System.nanoTime();
        Platform platform = Platform.start(data, port, settings(), step -> System.out.println(step + " …"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(platform), "stop"));
        platform.broken().thenAccept(RunCommand::end);
        if (backups != null) {
            platform.keepBackups(new Backups(backups), keepBackups);
        }
        @Nullable Demo prepared = demo ? Demo.prepare(platform.parts()) : null;
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        announce(platform, prepared, took);
        if (prepared != null) {
            prepared.content(platform.url()).ifPresent(DemoContent::sendInBackground);
        }
        return RUNNING;
    }

    private Map<String, Object> settings() {
        return model == null
                ? Map.of()
                : Map.of("moderato.model.path", modelFolder(data, model).toString());
    }

    /** The folder itself if it exists, or else the model of that name among the models in the data folder. */
    static Path modelFolder(Path data, Path given) {
        Path added = data.resolve("models").resolve(given);
        if (!Files.isDirectory(given) && Files.isDirectory(added)) {
            return added;
        }
        if (!Files.isDirectory(given)) {
            throw new StartFailure("There is no model folder %s, and no model of that name in %s."
                    .formatted(given, data.resolve("models")));
        }
        return given;
    }

    private void announce(Platform platform, @Nullable Demo prepared, Duration took) {
        StringBuilder text = new StringBuilder();
        text.append("%nModerato is ready after %.1f s.%n%n".formatted(took.toMillis() / 1000.0));
        line(text, "Console", platform.url());
        line(text, "API", platform.url() + "/api/docs");
        FirstAdminCreated admin = platform.firstAdmin();
        line(
                text,
                "Admin",
                admin == null
                        ? "admin, with the password of the first start"
                        : "admin / "
                                + (admin.generated()
                                        ? admin.password() + "  (shown only now)"
                                        : "the password that you set"));
        if (prepared != null) {
            prepared.logins().forEach((what, login) -> line(text, what, login));
        }
        text.append("%nData and logs are in %s. Ctrl-C stops it.%n"
                .formatted(data.toAbsolutePath().normalize()));
        System.out.println(text);
    }

    private static void line(StringBuilder text, String what, String value) {
        text.append("  %-12s %s%n".formatted(what, value));
    }

    private static void end(String why) {
        System.err.println("\nmoderato: " + why);
        // on another thread, because stopping may wait for the thread that reports the failure
        Thread.ofPlatform().name("end").start(() -> System.exit(1));
    }

    private static void stop(Platform platform) {
        System.out.println("\nStopping; everything is kept …");
        platform.close();
        System.out.println("Stopped.");
    }
}

package io.moderato.standalone;

import io.moderato.backup.Backup;
import io.moderato.backup.Backups;
import io.moderato.backup.Restore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a data folder from a backup. */
@Command(
        name = "restore",
        description = "Makes a new data folder from a backup, and from the archived log up to a time if there is one.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    @Option(names = "--from", required = true, paramLabel = "FOLDER", description = "The folder with the backups")
    private Path from = Path.of("");

    @Option(names = "--data", required = true, description = "The folder to make; there must be no data in it")
    private Path data = Path.of("data");

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description =
                    "Up to which time, for example 2026-11-28T16:05:00Z; without it up to the end of what there is")
    private @Nullable String until;

    @Override
    public Integer call() throws IOException {
        Instant time = time();
        Backups backups = new Backups(from);
        Backup backup = backups.before(time).orElseThrow(() -> nothing(backups, time));
        if (Restore.isTaken(data)) {
            throw new StartFailure("There are data in " + data.toAbsolutePath().normalize()
                    + " already. Name a new folder with --data; nothing is ever restored over something else.");
        }
        System.out.println("Restoring " + backup.file() + " …");
        Restore.Restored restored;
        try (PlatformFolder folder = PlatformFolder.take(data)) {
            restored = Restore.run(backups, backup, folder.path(), time);
        }
        System.out.printf(
                """

                Restored to %s%s.
                  Undecided       %,d contents; they are decided after the next start
                  Decisions feed  readers that are ahead of it are told to begin again (410), the others go on
                  Webhooks        what was delivered after that time may be delivered again, with the same id
                  Erasures        what was erased after that time has to be erased again

                Start it: ./moderato run --data %s
                """,
                data.toAbsolutePath().normalize(),
                restored.lastChange()
                        .map(last -> ", with all that was done until " + last)
                        .orElse(""),
                restored.undecided(),
                data);
        return 0;
    }

    private @Nullable Instant time() {
        if (until == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(until).toInstant();
        } catch (DateTimeException unreadable) {
            throw new StartFailure(
                    "--until is a time like 2026-11-28T16:05:00Z or 2026-11-28T17:05:00+01:00.", unreadable);
        }
    }

    private static StartFailure nothing(Backups backups, @Nullable Instant time) {
        try {
            List<Backup> all = backups.all();
            return new StartFailure(
                    all.isEmpty()
                            ? "There is no backup in " + backups.folder() + "."
                            : "The oldest backup in %s is from %s, after %s."
                                    .formatted(backups.folder(), all.getFirst().ended(), time));
        } catch (IOException failed) {
            return new StartFailure("The backups cannot be read: " + failed.getMessage(), failed);
        }
    }
}

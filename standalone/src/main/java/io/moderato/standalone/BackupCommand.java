package io.moderato.standalone;

import io.moderato.backup.Backup;
import io.moderato.backup.Backups;
import io.moderato.embedded.EmbeddedDatabase;
import io.moderato.embedded.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a backup of a platform, whether it runs or not. */
@Command(
        name = "backup",
        description =
                "Makes a backup of everything that a data folder holds, while the platform runs or while it is stopped. It holds secrets: keep it like the data.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            description = "The folder with the data (default: ./${DEFAULT-VALUE})",
            defaultValue = "data")
    private Path data = Path.of("data");

    @Option(names = "--to", required = true, paramLabel = "FOLDER", description = "Where the backup goes")
    private Path to = Path.of("");

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "Delete all backups there but the newest N, and what of the archived log only they needed")
    private @Nullable Integer keep;

    @Override
    public Integer call() throws IOException {
        if (keep != null && keep < 1) {
            throw new StartFailure("--keep is at least 1.");
        }
        if (Files.notExists(data.resolve("postgres"))) {
            throw new StartFailure("There are no data of Moderato in "
                    + data.toAbsolutePath().normalize() + ". Say where they are with --data.");
        }
        OwnerOnly.newFiles();
        Backups backups = new Backups(to);
        Backup made = make(backups);
        System.out.printf("%s (%,d MiB)%n", made.file(), Math.ceilDiv(Files.size(made.file()), 1024L * 1024));
        if (keep != null) {
            backups.keep(keep);
        }
        return 0;
    }

    private Backup make(Backups backups) throws IOException {
        if (EmbeddedDatabase.runsOn(data.resolve("postgres"))) {
            return backups.make(data);
        }
        try (PlatformFolder folder = PlatformFolder.take(data);
                EmbeddedDatabase database = EmbeddedDatabase.start(folder.path().resolve("postgres"))) {
            return backups.make(folder.path());
        }
    }
}

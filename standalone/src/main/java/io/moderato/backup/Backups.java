package io.moderato.backup;

import io.moderato.embedded.WalArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder with backups, and with the database's log between them if it is archived. */
public final class Backups {
    private static final String LOG = "wal";

    private final Path folder;

    /** The backups in that folder, which may not exist yet. */
    public Backups(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** Where they are. */
    public Path folder() {
        return folder;
    }

    /** All backups, the oldest first. */
    public List<Backup> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(file -> Backup.of(file).stream())
                    .sorted(Comparator.comparing(Backup::ended))
                    .toList();
        }
    }

    /** The newest backup that was complete at that time; the newest one of all if it is null. */
    public Optional<Backup> before(@Nullable Instant until) throws IOException {
        return all().stream()
                .filter(backup -> until == null || !backup.ended().isAfter(until))
                .reduce((earlier, later) -> later);
    }

    /** Where the log is brought to; the folder is made if there is none. */
    public WalArchive log() throws IOException {
        return new WalArchive(folder.resolve(LOG));
    }

    /** The log, if any was brought here. */
    Optional<WalArchive> existingLog() throws IOException {
        return Files.isDirectory(folder.resolve(LOG)) ? Optional.of(log()) : Optional.empty();
    }

    /**
     * Makes a backup of the platform that runs on that folder.
     *
     * @throws BackupException if it cannot be made, with words
     */
    public Backup make(Path data) {
        try {
            return BackupFile.write(data.toAbsolutePath().normalize(), folder);
        } catch (IOException failed) {
            throw new BackupException("The backup could not be made: " + failed.getMessage(), failed);
        }
    }

    /** Deletes all backups but so many of the newest, and the part of the log that only they needed. */
    public void keep(int newest) throws IOException {
        List<Backup> all = all();
        int kept = Math.min(newest, all.size());
        for (Backup old : all.subList(0, all.size() - kept)) {
            Files.deleteIfExists(old.file());
        }
        Optional<WalArchive> log = existingLog();
        if (kept > 0 && log.isPresent()) {
            log.get().dropBefore(all.get(all.size() - kept).from());
        }
    }
}

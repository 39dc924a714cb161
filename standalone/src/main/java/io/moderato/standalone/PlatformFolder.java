package io.moderato.standalone;

import io.moderato.embedded.OwnerOnly;
import io.moderato.embedded.Secret;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder with all data of a platform, used by one process at a time. */
final class PlatformFolder implements AutoCloseable {
    private static final Set<String> OURS = Set.of("lock", "logs", "postgres", "kafka", "models", "webhooks");
    private static final long MIB = 1024L * 1024;
    private static final long LEAST_FREE = 128 * MIB;
    private static final String MADE_BY_THE_FILE_SYSTEM = "lost+found";

    private final Path folder;
    private final FileChannel lock;

    private PlatformFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Takes the folder for this process, and creates it if there is none. Other users get no rights on our files in it. The operating
     * system keeps the lock, so the lock ends with the process, however that ends.
     *
     * @throws StartFailure if another process has it, if it cannot be written or if others may change what is in it
     */
    static PlatformFolder take(Path path) {
        Path folder = path.toAbsolutePath().normalize();
        try {
            OwnerOnly.newFiles();
            OwnerOnly.makeFolder(folder);
            closeToOthers(folder);
            refuseFullDisk(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new StartFailure("Another Moderato uses the data folder " + folder
                        + ". Stop it, or choose another folder with --data.");
            }
            return new PlatformFolder(folder, channel);
        } catch (IOException failed) {
            throw new StartFailure("The data folder " + folder + " cannot be used: " + failed.getMessage(), failed);
        }
    }

    /** PostgreSQL and Kafka would stop in the middle of their start. */
    private static void refuseFullDisk(Path folder) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < LEAST_FREE) {
            throw new StartFailure(
                    "The disk of the data folder %s has only %,d MiB left, and a start needs %,d MiB. Make room on it; nothing that is in the folder is lost."
                            .formatted(folder, free / MIB, LEAST_FREE / MIB));
        }
    }

    /** Takes the rights of others away. A folder that holds other things, too, keeps its own rights: its owner may share those things. */
    private static void closeToOthers(Path folder) throws IOException {
        boolean shared;
        try (Stream<Path> entries = Files.list(folder)) {
            shared = entries.map(entry -> entry.getFileName().toString())
                    .anyMatch(entry -> !OURS.contains(entry) && !entry.equals(MADE_BY_THE_FILE_SYSTEM));
        }
        if (OwnerOnly.isOurs(folder.toRealPath()) && !shared) {
            OwnerOnly.close(folder);
        } else if (Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new StartFailure("Every user of this machine may change what is in the data folder " + folder
                    + ". Choose a folder of your own with --data.");
        }
        for (String entry : OURS) {
            Path place = folder.resolve(entry);
            if (Files.exists(place) && OwnerOnly.isOurs(place)) {
                OwnerOnly.tighten(place);
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ours) {
            return null;
        }
    }

    /** Removes a folder that nobody uses any more, with all that is in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    Path path() {
        return folder;
    }

    /** What the signing secrets of webhooks are encrypted with: made at the first start, and not in the database. */
    String webhookKey() {
        try {
            Path webhooks = folder.resolve("webhooks");
            OwnerOnly.makeFolder(webhooks);
            return Secret.in(webhooks.resolve("key")).value();
        } catch (IOException failed) {
            throw new StartFailure("The key of webhooks cannot be read or made: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}

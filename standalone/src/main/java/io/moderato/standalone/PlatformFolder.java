package io.moderato.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder with all data of a platform, used by one process at a time. */
final class PlatformFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel lock;

    private PlatformFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Takes the folder for this process, creating it if there is none. The lock is the operating system's: it is gone when the process
     * is, however it ended.
     *
     * @throws StartFailure if another process has it or it cannot be written
     */
    static PlatformFolder take(Path path) {
        Path folder = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
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

    @Override
    public void close() throws IOException {
        lock.close();
    }
}

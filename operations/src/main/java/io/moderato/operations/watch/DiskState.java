package io.moderato.operations.watch;

import java.nio.file.Path;

/**
 * How much room the disk with the data has. Published when the level changes.
 *
 * @param folder a folder on that disk
 * @param free   bytes that may still be written
 * @param total  the size of the disk in bytes
 * @param level  what follows from it
 */
public record DiskState(Path folder, long free, long total, Level level) {
    private static final long MIB = 1024L * 1024;

    /** What follows from the free space. */
    public enum Level {
        /** There is room. */
        ROOM,
        /** Somebody should make room soon. */
        SHORT,
        /** No new content is taken. */
        FULL
    }

    /** What operators should know and do, in words. */
    public String words() {
        String left = "The disk of %s has %,d MiB left of %,d MiB".formatted(folder, free / MIB, total / MIB);
        return switch (level) {
            case ROOM -> left + ": there is room again.";
            case SHORT -> left + ". Make room on it soon: when it is full, no new content is taken.";
            case FULL ->
                left
                        + ". No new content is taken (503) until there is room; what was taken is decided. Make room, or move the data folder to a larger disk.";
        };
    }
}

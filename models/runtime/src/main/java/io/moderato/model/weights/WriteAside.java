package io.moderato.model.weights;

import io.moderato.model.ModelException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Replaces whole files. The new file is written beside the target, forced to disk, and then renamed to the target, so that nobody reads
 * half a file.
 */
public final class WriteAside {
    private WriteAside() {}

    /** Writes a file at the given path. */
    @FunctionalInterface
    public interface Writer {
        void write(Path aside) throws IOException;
    }

    /**
     * Replaces the target by the file that the writer writes.
     *
     * @throws ModelException if the file cannot be written; then the target is unchanged
     */
    public static void replace(Path target, Writer writer) {
        Path aside = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            writer.write(aside);
            try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            remove(aside, e);
            throw new ModelException(target, "cannot be written: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            remove(aside, e);
            throw e;
        }
    }

    private static void remove(Path aside, Exception failure) {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException suppressed) {
            failure.addSuppressed(suppressed);
        }
    }
}

package io.moderato.model.weights;

import io.moderato.model.ModelException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Replaces files whole: written beside the target, forced to disk, then renamed over it, so that nobody reads half of one. */
public final class WriteAside {
    private WriteAside() {}

    /** Writes a file at the path it is given. */
    @FunctionalInterface
    public interface Writer {
        void write(Path aside) throws IOException;
    }

    /**
     * Puts what the writer writes at the target.
     *
     * @throws ModelException if it cannot be written; the target is then as before
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

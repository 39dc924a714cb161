package io.moderato.declaration;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Where the secrets of new keys and webhooks go: into a file that only its owner can read, or onto the terminal of a person. */
final class SecretsOut implements Step.Secrets {
    private final @Nullable Path file;
    private final PrintWriter terminal;

    private SecretsOut(@Nullable Path file, PrintWriter terminal) {
        this.file = file;
        this.terminal = terminal;
    }

    /**
     * Opens the way before anything is changed.
     *
     * @throws DeclarationException if the file is there already or cannot be made, or if there is none and nobody sits at the terminal
     */
    static SecretsOut open(@Nullable Path file, boolean somebodyReads, PrintWriter terminal) {
        if (file == null) {
            if (!somebodyReads) {
                throw new DeclarationException(
                        "New keys and webhooks have secrets that are shown only once, and this output may be kept in a log. Name a file for them with --secrets.");
            }
            return new SecretsOut(null, terminal);
        }
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
        } catch (FileAlreadyExistsException there) {
            throw new DeclarationException("%s is there already; secrets go into a new file.".formatted(file));
        } catch (IOException failed) {
            throw new DeclarationException("%s cannot be made: %s".formatted(file, failed.getMessage()));
        }
        return new SecretsOut(file, terminal);
    }

    /** Keeps a secret at once, so that a failure afterwards loses none. */
    @Override
    public void take(String whose, String secret) {
        if (file == null) {
            terminal.printf("%n  %s: %s  (shown only now)%n", whose, secret);
            terminal.flush();
            return;
        }
        try {
            Files.writeString(
                    file, "%s\t%s%n".formatted(whose, secret), StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException("Writing " + file, failed);
        }
    }
}

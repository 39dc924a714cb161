package io.moderato.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A secret that is made at the first start and kept in a file that only its owner can read. */
public final class Secret {
    private static final int BYTES = 24;

    private final Path file;
    private final String value;

    private Secret(Path file, String value) {
        this.file = file;
        this.value = value;
    }

    /**
     * The secret in that file, which is made if there is none. The file is complete or does not exist, and it is there before any server
     * knows the secret.
     */
    public static Secret in(Path file) throws IOException {
        if (Files.notExists(file)) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            Path aside =
                    Files.createTempFile(file.getParent(), file.getFileName().toString(), null, OwnerOnly.file());
            // hexadecimal, so nothing needs escaping wherever it is written
            Files.writeString(aside, HexFormat.of().formatHex(random));
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Secret(file, Files.readString(file).strip());
    }

    Path file() {
        return file;
    }

    /** Hexadecimal digits. */
    public String value() {
        return value;
    }
}

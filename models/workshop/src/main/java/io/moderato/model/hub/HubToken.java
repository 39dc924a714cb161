package io.moderato.model.hub;

import io.moderato.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A secret that gives access to gated or private repositories. Its text form does not show it. */
final class HubToken {
    private static final long LONGEST_FILE = 4096;

    private final String value;

    private HubToken(String value) {
        this.value = value;
    }

    /**
     * The token in that file, or otherwise in the environment variable {@code HF_TOKEN}; null if there is no token.
     *
     * @throws ModelException if the file cannot be read or holds no token
     */
    static @Nullable HubToken from(@Nullable Path file, @Nullable String environment) {
        if (file == null) {
            return environment == null || environment.isBlank() ? null : of(environment, "HF_TOKEN");
        }
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw new ModelException(file, "is too long to be a token");
            }
            return of(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new ModelException(file, "the token cannot be read: " + e, e);
        }
    }

    private static HubToken of(String text, String where) {
        String value = text.strip();
        if (!value.matches("[A-Za-z0-9_.~+/=-]{1,500}")) {
            throw new ModelException(where + " holds no token: one word of letters, digits and _ is expected");
        }
        return new HubToken(value);
    }

    String header() {
        return "Bearer " + value;
    }

    @Override
    public String toString() {
        return "(token)";
    }
}

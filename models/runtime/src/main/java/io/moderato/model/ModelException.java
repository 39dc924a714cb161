package io.moderato.model;

import java.nio.file.Path;

/** A model, its file or its data could not be read, made or used. The message says which file and why. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Names the file at fault and what is wrong with it. */
    public ModelException(Path file, String reason) {
        super(file + ": " + reason);
    }

    /** Names the file at fault and what is wrong with it, with its cause. */
    public ModelException(Path file, String reason, Throwable cause) {
        super(file + ": " + reason, cause);
    }

    /** For faults that do not belong to one file. */
    public ModelException(String message) {
        super(message);
    }

    /** For faults that do not belong to one file, with the cause. */
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}

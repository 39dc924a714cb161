package io.moderato.problem;

import org.jspecify.annotations.Nullable;

/** An act that failed for a reason with a stable key. Its message says what happened and what to do, in the reader's words. */
public final class ProblemException extends RuntimeException {
    private final ProblemKey key;
    private final @Nullable String pointer;

    /** A problem of the whole act. */
    public ProblemException(ProblemKey key, String message) {
        this(key, message, null, null);
    }

    /**
     * A problem with its place and its cause.
     *
     * @param pointer JSON pointer (RFC 6901) to the field at fault
     */
    public ProblemException(ProblemKey key, String message, @Nullable String pointer, @Nullable Throwable cause) {
        super(message, cause);
        this.key = key;
        this.pointer = pointer;
    }

    /** A problem with a field whose value we cannot accept. */
    public static ProblemException invalidField(String pointer, String message) {
        return new ProblemException(ProblemKey.INVALID_FIELD, message, pointer, null);
    }

    /** A problem about something that does not exist, or that the caller may not see. */
    public static ProblemException notFound(String what) {
        return new ProblemException(ProblemKey.NOT_FOUND, "There is no such " + what + ".");
    }

    /** The stable key. */
    public ProblemKey key() {
        return key;
    }

    /** JSON pointer to the field at fault, if there is one. */
    public @Nullable String pointer() {
        return pointer;
    }
}

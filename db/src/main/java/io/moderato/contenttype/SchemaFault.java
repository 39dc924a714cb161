package io.moderato.contenttype;

import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;

/** What is wrong with the schema of a type. The message says what to do. */
public final class SchemaFault extends RuntimeException {
    private final String pointer;

    SchemaFault(String pointer, String message) {
        super(message);
        this.pointer = pointer;
    }

    SchemaFault(String pointer, String message, Throwable cause) {
        super(message, cause);
        this.pointer = pointer;
    }

    /** The JSON pointer (RFC 6901) to the place in the schema. */
    public String pointer() {
        return pointer;
    }

    /** The same for a caller who sent the schema at that place of a body. */
    public ProblemException at(String place) {
        return new ProblemException(ProblemKey.INVALID_FIELD, words(), place + pointer, this);
    }

    /** The message. */
    public String words() {
        return String.valueOf(getMessage());
    }
}

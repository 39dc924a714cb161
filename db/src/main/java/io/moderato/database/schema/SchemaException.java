package io.moderato.database.schema;

/** The schema of the database does not fit this program; the message says what to do. */
public final class SchemaException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SchemaException(String message) {
        super(message);
    }
}

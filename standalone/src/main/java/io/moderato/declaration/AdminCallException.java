package io.moderato.declaration;

/** A call of the Admin API that did not do what it was to do. The message is for whoever runs the command. */
public final class AdminCallException extends RuntimeException {
    AdminCallException(String message) {
        super(message);
    }

    AdminCallException(String message, Throwable cause) {
        super(message, cause);
    }
}

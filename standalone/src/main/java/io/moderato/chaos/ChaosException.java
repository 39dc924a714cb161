package io.moderato.chaos;

/** The faults could not be tried; the message says why. */
public final class ChaosException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ChaosException(String message, Throwable cause) {
        super(message, cause);
    }

    ChaosException(String message) {
        super(message);
    }
}

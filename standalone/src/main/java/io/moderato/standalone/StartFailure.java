package io.moderato.standalone;

/** The platform could not start; the message says why and what to do, in one line. */
final class StartFailure extends RuntimeException {
    StartFailure(String message) {
        super(message);
    }

    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}

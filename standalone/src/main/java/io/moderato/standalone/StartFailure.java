package io.moderato.standalone;

/** The platform could not start; the message says why and what to do, in one line. */
final class StartFailure extends RuntimeException {
    StartFailure(String message) {
        super(message);
    }

    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** The one that is in a chain of failures, or one with the message of the first cause. */
    static StartFailure of(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof StartFailure found) {
                return found;
            }
        }
        return new StartFailure(firstCause(failure), failure);
    }

    /** The message of the first cause in a chain of failures. */
    static String firstCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}

package io.moderato.batch;

/** A job cannot be done; the message says why and what to do, in one line. */
public final class BatchException extends RuntimeException {
    /** A failure with these words. */
    public BatchException(String words) {
        super(words);
    }

    /** A failure with these words, because of that. */
    public BatchException(String words, Throwable cause) {
        super(words, cause);
    }
}

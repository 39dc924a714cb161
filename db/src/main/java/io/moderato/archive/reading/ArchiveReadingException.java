package io.moderato.archive.reading;

/** What was asked for cannot be read, in words for whoever asked. */
public final class ArchiveReadingException extends RuntimeException {
    ArchiveReadingException(String message) {
        super(message);
    }
}

package io.moderato.access.store;

import java.util.Locale;

/** A permission of an API key. */
public enum Scope {
    /** Submit content. */
    CONTENT_WRITE,
    /** Read content, its status and its decisions, and the decisions feed. */
    CONTENT_READ,
    /** Ask for a synchronous decision. */
    MODERATE,
    /** File users' reports and lodge and read authors' appeals on their behalf. */
    APPEALS,
    /** Correct decisions. */
    FEEDBACK,
    /**
     * Have texts scored, of which nothing is kept. A key that is part of an address, where strangers can see it, should have only this
     * scope.
     */
    ANALYZE;

    /** The name that people read and write. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }
}

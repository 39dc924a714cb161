package io.moderato.access.store;

import java.util.Locale;

/** What an API key may do. */
public enum Scope {
    /** Submit content. */
    CONTENT_WRITE,
    /** Read content, its status and its decisions, and the decisions feed. */
    CONTENT_READ,
    /** Ask for a synchronous decision. */
    MODERATE,
    /** File users' reports on their behalf. */
    REPORT,
    /** Lodge and read authors' appeals on their behalf. */
    APPEALS,
    /** Correct decisions. */
    FEEDBACK,
    /** Erase contents, and all contents of an author, for good. */
    ERASE,
    /** Have texts scored of which nothing is kept: all that a key should have which stands in addresses, where strangers see it. */
    ANALYZE;

    /** The name that people read and write. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }
}

package io.moderato.archive.store;

/** What a job over the archive does. */
public enum RunKind {
    /** Judges contents again. */
    RE_MODERATION,
    /** Compares what a setup would decide with what was decided, and with what is known to be right. */
    BACK_TEST,
    /** Makes training rows of labels. */
    DATA_SET,
    /** Counts for a transparency report. */
    STATISTICS
}

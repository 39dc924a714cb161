package io.moderato.content;

/** Where a revision stands on its way. */
public enum ContentStatus {
    /** Accepted and stored; a decision is still to come. It may be sent to the pipeline again. */
    QUEUED,
    /** A decision stands. Moderators and appeals may supersede it. */
    DECIDED,
    /** The pipeline gave up on it: it lies among the dead letters, from where an admin may replay it. */
    FAILED
}

package io.moderato.content;

/** The state of a revision on its way to a decision. */
public enum ContentStatus {
    /** Accepted and stored; a decision is still to come. It may be sent to the pipeline again. */
    QUEUED,
    /** A decision stands. Moderators and appeals may supersede it. */
    DECIDED,
    /** The pipeline gave up. The revision is among the dead letters, from where an admin may send it again. */
    FAILED,
    /** What was posted is gone for good. Only the decisions' numbers are left. */
    ERASED
}

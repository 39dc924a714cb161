package io.moderato.decision.pipeline;

/** What follows when a stage fails. */
public enum FailurePolicy {
    /** Nothing is decided without it: the failure goes to the caller, who tries again. */
    TRY_AGAIN,
    /** The other stages decide; what it should have examined is told as unexamined. */
    SKIP,
    /** A human decides, unless another stage rejects. */
    REVIEW,
    /** Rejected, unseen. */
    REJECT
}

package io.moderato.decision.pipeline;

/** The consequence of a stage's failure. */
public enum FailurePolicy {
    /** Nothing is decided without the stage: the failure goes to the caller, who tries again. */
    TRY_AGAIN,
    /** The other stages decide. The parts that this stage should have examined are named as unexamined. */
    SKIP,
    /** A human decides, unless another stage rejects. */
    REVIEW,
    /** The content is rejected, although this stage did not see it. */
    REJECT
}

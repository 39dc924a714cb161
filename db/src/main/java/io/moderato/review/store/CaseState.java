package io.moderato.review.store;

/** Where a case stands. */
public enum CaseState {
    /** Waiting; anybody of the community who is not excluded may claim it. */
    OPEN,
    /** A moderator has it until the lease runs out; only they may decide, renew or release. After that it counts as open. */
    CLAIMED,
    /** Decided, and its moderator can still take that back. It is in nobody's queue and nobody may claim it. */
    PENDING,
    /** Decided. New reports or an appeal open another case. */
    RESOLVED
}

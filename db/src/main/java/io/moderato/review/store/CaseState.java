package io.moderato.review.store;

/** The state of a case. */
public enum CaseState {
    /** Waiting. Every moderator of the community who is not barred may claim it. */
    OPEN,
    /**
     * A moderator has the case until the lease runs out. Only this moderator may decide, renew or release it. After that the case counts as
     * open.
     */
    CLAIMED,
    /** Decided, but the moderator can still take the decision back. The case is in nobody's queue and nobody may claim it. */
    PENDING,
    /** Decided. New reports or an appeal open another case. */
    RESOLVED
}

package io.moderato.review.opening;

/** Why a case is open. */
public enum Cause {
    /** The pipeline asked for a human. */
    AUTOMATIC,
    /** Somebody reported the content. */
    REPORT,
    /** The author appeals against the decision. */
    APPEAL
}

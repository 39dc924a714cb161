package io.moderato.review;

/** Why a case is open. */
public enum Cause {
    /** The pipeline asked for a human. */
    AUTOMATIC,
    /** Somebody reported the content. */
    REPORT,
    /** The author appeals against the decision. */
    APPEAL
}

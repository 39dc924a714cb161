package io.moderato.appeal.store;

/** The state of an appeal. */
public enum AppealState {
    /** Waiting for a moderator who did not make the decision. */
    RECEIVED,
    /** The decision stands. Final. */
    UPHELD,
    /** The decision was changed. Final. */
    OVERTURNED,
    /** The content was erased before anybody answered. */
    ERASED
}

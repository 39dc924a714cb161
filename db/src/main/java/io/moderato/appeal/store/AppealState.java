package io.moderato.appeal.store;

/** Where an appeal stands. */
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

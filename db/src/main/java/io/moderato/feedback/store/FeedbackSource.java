package io.moderato.feedback.store;

/** Where a known-correct label comes from. */
public enum FeedbackSource {
    /** A moderator's decision. */
    REVIEW,
    /** The decision about an appeal. */
    APPEAL,
    /** A report that a moderator confirmed. */
    REPORT,
    /** A client's correction over the API. */
    CLIENT,
    /** Scores that a client suggested and a moderator accepted. */
    SUGGESTION
}

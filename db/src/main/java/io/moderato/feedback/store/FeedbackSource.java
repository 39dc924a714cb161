package io.moderato.feedback.store;

/** The source of a known right outcome. */
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

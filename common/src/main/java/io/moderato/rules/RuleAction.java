package io.moderato.rules;

/** The action that follows from a match. */
public enum RuleAction {
    /** The content is removed. */
    REJECT,
    /** A human looks at it. */
    REVIEW,
    /** The match is masked and the rest stays. */
    MODIFY
}

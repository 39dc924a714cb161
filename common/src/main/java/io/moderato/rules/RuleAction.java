package io.moderato.rules;

/** What a match does. */
public enum RuleAction {
    /** The content is removed. */
    REJECT,
    /** A human looks at it. */
    REVIEW,
    /** The match is masked and the rest stays. */
    MODIFY
}

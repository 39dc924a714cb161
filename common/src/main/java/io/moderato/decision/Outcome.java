package io.moderato.decision;

/** The outcome of a decision: what happens to the content. */
public enum Outcome {
    /** It stays as it is. */
    APPROVE,
    /** It is removed; the author is told why and may appeal. */
    REJECT,
    /** A human has to look at it; the platform decides whether it is shown meanwhile. */
    REVIEW,
    /** It is shown with a changed text; the author is told why and may appeal. */
    MODIFY;

    /** Whether this outcome is stricter than the other: REJECT over REVIEW over MODIFY over APPROVE. */
    public boolean isStricterThan(Outcome other) {
        return strictness() > other.strictness();
    }

    private int strictness() {
        return switch (this) {
            case APPROVE -> 0;
            case MODIFY -> 1;
            case REVIEW -> 2;
            case REJECT -> 3;
        };
    }

    /** Whether this outcome restricts the author, who then gets a statement of reasons and may appeal. */
    public boolean restricts() {
        return this == REJECT || this == MODIFY;
    }
}

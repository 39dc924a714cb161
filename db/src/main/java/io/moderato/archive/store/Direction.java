package io.moderato.archive.store;

import io.moderato.decision.Outcome;

/**
 * From which outcome to which a change leads.
 *
 * @param from the outcome of the decision that stood
 * @param to   the outcome that would be decided now
 */
public record Direction(Outcome from, Outcome to) {
    /** The direction with that key. */
    public static Direction ofKey(String key) {
        String[] parts = key.split(">", 2);
        return new Direction(Outcome.valueOf(parts[0]), Outcome.valueOf(parts[1]));
    }

    /** Its key, such as {@code APPROVE>REVIEW}. */
    public String key() {
        return from + ">" + to;
    }
}

package io.moderato.archive.applying;

import io.moderato.archive.store.Direction;
import io.moderato.problem.ProblemException;
import java.util.Set;

/**
 * What an admin proposes.
 *
 * @param atMost     how many contents are decided otherwise at most
 * @param perMinute  how many contents are settled in a minute at most: so many webhooks and notices to authors may follow
 * @param directions only changes in these directions; empty for all
 * @param note       why, for the other admin and for later readers
 */
public record ApplicationTerms(int atMost, int perMinute, Set<Direction> directions, String note) {
    /** A first try. */
    public static final int FIRST_TRY = 100;

    /** The usual speed. */
    public static final int USUAL_PER_MINUTE = 60;

    /** The highest speed. */
    public static final int MAX_PER_MINUTE = 6000;

    /** The most contents of one application. */
    public static final int MAX_CONTENTS = 10_000_000;

    private static final int MAX_NOTE = 2000;

    /**
     * Copies the directions.
     *
     * @throws ProblemException INVALID_FIELD if a number or the note is out of bounds
     */
    public ApplicationTerms {
        if (atMost < 1 || atMost > MAX_CONTENTS) {
            throw ProblemException.invalidField("/atMost", "An application is about 1 to 10,000,000 contents.");
        }
        if (perMinute < 1 || perMinute > MAX_PER_MINUTE) {
            throw ProblemException.invalidField("/perMinute", "1 to 6,000 contents can be decided in a minute.");
        }
        if (note.isBlank() || note.length() > MAX_NOTE) {
            throw ProblemException.invalidField("/note", "Say in 1 to 2,000 characters why.");
        }
        directions = Set.copyOf(directions);
    }
}

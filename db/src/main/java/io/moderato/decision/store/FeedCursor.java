package io.moderato.decision.store;

import io.moderato.problem.ProblemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the decisions feed.
 *
 * @param life        the life of the database, counted from 1; a restore begins a new one
 * @param transaction the PostgreSQL transaction (xid8) of the last decision seen
 * @param sequence    the number of that decision
 */
public record FeedCursor(int life, long transaction, long sequence) {
    /** The place before the first decision. */
    public static final FeedCursor START = new FeedCursor(1, 0, 0);

    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,18})-(\\d{1,18})(?:-(\\d{1,9}))?");

    /**
     * The place that the text names.
     *
     * @throws ProblemException INVALID_FIELD if the text is not a cursor of a feed
     */
    public static FeedCursor parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw ProblemException.invalidField(
                    "/after",
                    "'after' is not a cursor of this feed. Use the cursor of the last page, or leave 'after' out.");
        }
        int life = matcher.group(3) == null ? START.life : Integer.parseInt(matcher.group(3));
        return new FeedCursor(life, Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    /** Whether it comes after that place in the same life. */
    boolean isAfter(long otherTransaction, long otherSequence) {
        return transaction > otherTransaction || (transaction == otherTransaction && sequence > otherSequence);
    }

    @Override
    public String toString() {
        return transaction + "-" + sequence + (life == START.life ? "" : "-" + life);
    }
}

package io.moderato.decision.store;

import io.moderato.problem.ProblemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the decisions feed.
 *
 * @param transaction the PostgreSQL transaction (xid8) of the last decision seen
 * @param sequence    its number
 */
public record FeedCursor(long transaction, long sequence) {
    /** Before the first decision. */
    public static final FeedCursor START = new FeedCursor(0, 0);

    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    /**
     * The place of that text.
     *
     * @throws ProblemException INVALID_FIELD if no feed ever gave that text
     */
    public static FeedCursor parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw ProblemException.invalidField(
                    "/after", "'after' is not a cursor of this feed. Use the one of the last page, or leave it out.");
        }
        return new FeedCursor(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    @Override
    public String toString() {
        return transaction + "-" + sequence;
    }
}

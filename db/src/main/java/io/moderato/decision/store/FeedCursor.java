package io.moderato.decision.store;

import io.moderato.problem.ProblemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the decisions feed.
 *
 * @param transaction the PostgreSQL transaction (xid8) of the last decision seen
 * @param sequence    the number of that decision
 */
public record FeedCursor(long transaction, long sequence) {
    /** The place before the first decision. */
    public static final FeedCursor START = new FeedCursor(0, 0);

    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

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
        return new FeedCursor(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    @Override
    public String toString() {
        return transaction + "-" + sequence;
    }
}

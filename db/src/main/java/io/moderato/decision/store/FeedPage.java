package io.moderato.decision.store;

import io.moderato.decision.Decision;
import java.util.List;

/**
 * A page of the decisions feed.
 *
 * @param entries in the feed's order
 * @param next    the place after the last of them, to go on from; the same as before if there was none
 */
public record FeedPage(List<Entry> entries, FeedCursor next) {
    /**
     * A decision in the feed.
     *
     * @param externalId the platform's own id of the content that it is about
     */
    public record Entry(Decision decision, String externalId) {}
}

package io.moderato.decision.store;

import io.moderato.decision.Decision;
import java.util.List;

/**
 * A page of the decisions feed.
 *
 * @param decisions in the feed's order
 * @param next      the place after the last decision, from which to go on; unchanged if the page is empty
 */
public record FeedPage(List<Decision> decisions, FeedCursor next) {}

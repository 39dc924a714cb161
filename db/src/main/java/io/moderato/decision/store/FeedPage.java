package io.moderato.decision.store;

import io.moderato.decision.Decision;
import java.util.List;

/**
 * Part of the decisions feed.
 *
 * @param decisions in the feed's order
 * @param next      the place after the last of them, to go on from; the same as before if there was none
 */
public record FeedPage(List<Decision> decisions, FeedCursor next) {}

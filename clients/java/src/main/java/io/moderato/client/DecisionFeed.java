package io.moderato.client;

import java.util.List;

/**
 * Part of the decisions feed.
 *
 * @param decisions in the feed's order, those by people too
 * @param next      where to go on; keep it, since nothing between two calls is ever skipped
 */
public record DecisionFeed(List<Decision> decisions, String next) {}

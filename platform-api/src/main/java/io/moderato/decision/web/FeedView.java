package io.moderato.decision.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A page of the decisions feed.
 *
 * @param decisions in the feed's order
 * @param next      the place from which to go on
 */
@Schema(name = "DecisionFeed", description = "A page of the decisions feed.")
record FeedView(
        @Schema(description = "The decisions in the feed's order, automatic and human.")
        List<DecisionView> decisions,

        @Schema(
                description =
                        "Send it as after=… to get the next page. Keep it: nothing between two calls is ever skipped.",
                example = "8123-4711")
        String next) {}

package io.moderato.decision.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * Part of the decisions feed.
 *
 * @param decisions in the feed's order
 * @param next      where to go on
 */
@Schema(name = "DecisionFeed", description = "Part of the decisions feed.")
record FeedView(
        @Schema(description = "In the feed's order, human decisions too.")
        List<DecisionView> decisions,

        @Schema(
                description =
                        "Ask with after=… for what comes next. Keep it: nothing between two calls is ever skipped.",
                example = "8123-4711")
        String next) {}

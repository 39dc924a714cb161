package io.moderato.batch.job;

import io.moderato.model.scorecard.Rate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A rate in a report, with its interval. */
final class KnownRate {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private KnownRate() {}

    /** So many among so many. */
    static ObjectNode json(long count, long of) {
        Rate rate = Rate.of(count, of);
        return JSON.createObjectNode()
                .put("count", count)
                .put("of", of)
                .put("low", rate.low())
                .put("high", rate.high());
    }
}

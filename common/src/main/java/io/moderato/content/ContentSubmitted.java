package io.moderato.content;

import org.jspecify.annotations.Nullable;

/**
 * A revision was accepted and stored. Travels on the topic of its {@link Lane}, keyed by content id.
 *
 * @param content   the revision
 * @param requestId the HTTP request that brought it, for the logs; null when the sweeper sent it again
 */
public record ContentSubmitted(Content content, @Nullable String requestId) {
    /** The Kafka topic of the quick lane, and the beginning of the other lanes' names. */
    public static final String TOPIC = "content.submitted";

    /** The largest record, with the longest text and images that may be accepted. */
    public static final int MAX_RECORD_BYTES = 4 << 20;

    /** Where records go that keep failing. */
    public static final String DEAD_LETTER_TOPIC = TOPIC + ".dlt";
}

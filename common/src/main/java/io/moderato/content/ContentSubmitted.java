package io.moderato.content;

import org.jspecify.annotations.Nullable;

/**
 * A revision was accepted and stored. Travels on the topic of its {@link Lane}, keyed by content id.
 *
 * @param content   the revision
 * @param requestId the HTTP request that brought it, for the logs; null when the sweeper sent it again
 */
public record ContentSubmitted(Content content, @Nullable String requestId) {
    /** The Kafka topic of the quick lane. The topics of the other lanes begin with the same name. */
    public static final String TOPIC = "content.submitted";

    /** The size of the largest record: one with the longest text and the most images that may be accepted. */
    public static final int MAX_RECORD_BYTES = 4 << 20;

    /** The topic for records that kept failing. */
    public static final String DEAD_LETTER_TOPIC = TOPIC + ".dlt";
}

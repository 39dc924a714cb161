package io.moderato.content;

import java.util.Locale;

/**
 * A way to the pipeline for submitted content: a Kafka topic with its own consumers. A short text of one community never waits for long
 * texts, nor for a flood of content from another community. Every lane is worked on whenever there is room.
 */
public enum Lane {
    /** Short texts of communities that send no more than their share at the moment. */
    QUICK(ContentSubmitted.TOPIC),
    /** Short texts beyond the share of their community. */
    BULK(ContentSubmitted.TOPIC + ".bulk"),
    /** Long texts, each of which keeps the model busy for as long as hundreds of short ones. */
    LONG(ContentSubmitted.TOPIC + ".long");

    private final String topic;

    Lane(String topic) {
        this.topic = topic;
    }

    /** The Kafka topic. */
    public String topic() {
        return topic;
    }

    /** The Kafka consumer group that works on this lane; its name begins with {@code base}, as the names of all lanes' groups do. */
    public String group(String base) {
        return this == QUICK ? base : base + "-" + name().toLowerCase(Locale.ROOT);
    }
}

package io.moderato.content;

import java.util.Locale;

/**
 * The ways that submitted content takes to the pipeline, each a Kafka topic with consumers of its own. A short text of one community
 * waits neither behind long texts nor behind what another community sends in a flood. All lanes are worked on whenever there is room.
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

    /** The Kafka consumer group that works on this lane, by the name that the pipeline's groups share. */
    public String group(String base) {
        return this == QUICK ? base : base + "-" + name().toLowerCase(Locale.ROOT);
    }
}

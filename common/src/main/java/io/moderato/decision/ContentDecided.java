package io.moderato.decision;

/**
 * A decision was stored. Travels on the topic {@value #TOPIC}, keyed by content id.
 *
 * @param decision the decision
 */
public record ContentDecided(Decision decision) {
    /** The Kafka topic. */
    public static final String TOPIC = "content.decided";
}

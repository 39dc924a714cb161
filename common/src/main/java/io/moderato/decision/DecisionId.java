package io.moderato.decision;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.UUID;

/**
 * The identity of a decision.
 *
 * @param value a UUID of version 7 (RFC 9562) when we made it, so that ids sort by time
 */
public record DecisionId(@JsonValue UUID value) {
    private static final NoArgGenerator VERSION_7 = Generators.timeBasedEpochGenerator();

    /** An id with that value. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public DecisionId {}

    /** A new id, which sorts after earlier ones. */
    public static DecisionId next() {
        return new DecisionId(VERSION_7.generate());
    }

    /**
     * Reads an id from its text.
     *
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static DecisionId parse(String text) {
        return new DecisionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

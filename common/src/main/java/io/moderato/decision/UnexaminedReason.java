package io.moderato.decision;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The reasons why a part was not examined. The policy names an outcome for each reason. */
public enum UnexaminedReason {
    /** No active model looks at images. */
    NO_IMAGE_MODEL,
    /** The model does not read the language of the text, or of some of its sentences. Rules looked at all of it. */
    LANGUAGE_NOT_READ,
    /** The text is longer than the model's limit for one text. Rules looked at all of it. */
    TOO_LONG,
    /** A pattern needed more work on this text than one pattern may do. */
    PATTERN_UNFINISHED,
    /** A stage failed, and the other stages may decide without it. */
    STAGE_FAILED,
    /** No active stage uses the text that the content answers. */
    CONTEXT_NOT_USED;

    /** The name used in JSON: lower case with hyphens. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a decision is weaker for this reason. The unused context is somebody else's text: a decision is sound without it. */
    public boolean weakensDecision() {
        return this != CONTEXT_NOT_USED;
    }

    /**
     * The reason with that key.
     *
     * @throws IllegalArgumentException if no reason has that key
     */
    @JsonCreator
    public static UnexaminedReason ofKey(String key) {
        for (UnexaminedReason reason : values()) {
            if (reason.key().equals(key)) {
                return reason;
            }
        }
        throw new IllegalArgumentException("Unknown reason '%s'".formatted(key));
    }
}

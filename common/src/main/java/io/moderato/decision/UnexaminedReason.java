package io.moderato.decision;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a part was not examined. The policy names an outcome for each. */
public enum UnexaminedReason {
    /** No active model looks at images. */
    NO_IMAGE_MODEL,
    /** The model does not read the language of the text, or of some of its sentences. Rules looked at all of it. */
    LANGUAGE_NOT_READ,
    /** The text is longer than what the model reads of one text. Rules looked at all of it. */
    TOO_LONG,
    /** A pattern needed more work on this text than one pattern may do. */
    PATTERN_UNFINISHED,
    /** A stage failed, and it is one without which the others may decide. */
    STAGE_FAILED,
    /** No active stage uses the text that the content answers. */
    CONTEXT_NOT_USED;

    /** The name used in JSON: lower case with hyphens. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the decision is about that part. The context is somebody else's text: not to know it leaves the decision sound. */
    public boolean weakensDecision() {
        return this != CONTEXT_NOT_USED;
    }

    /**
     * The reason of that key.
     *
     * @throws IllegalArgumentException if no reason has it
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

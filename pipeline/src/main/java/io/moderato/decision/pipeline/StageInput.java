package io.moderato.decision.pipeline;

import io.moderato.content.Content;

/**
 * What a stage is given.
 *
 * @param content the content, with the text that earlier stages may have masked
 * @param inForce what its community decides by
 */
public record StageInput(Content content, InForce inForce) {
    /** The text to judge. */
    public String text() {
        return content.text();
    }
}

package io.moderato.decision.pipeline;

import io.moderato.content.Content;

/**
 * The input of a stage: a content, and the policy and rules to judge it by.
 *
 * @param content the content; earlier stages may have masked its text
 * @param inForce the policy and rules of its community
 */
public record StageInput(Content content, InForce inForce) {
    /** The text to judge. */
    public String text() {
        return content.text();
    }
}

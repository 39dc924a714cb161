package io.moderato.client;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An author's complaint about a decision.
 *
 * @param id         the appeal
 * @param contentId  the content that the decision is about
 * @param decisionId the decision
 * @param authorId   your own id of the author
 * @param text       the author's words
 * @param state      {@code RECEIVED}, {@code UPHELD} or {@code OVERTURNED}
 * @param receivedAt when it came
 * @param decidedAt  when it was answered
 * @param answer     what the author is told
 */
public record Appeal(
        UUID id,
        UUID contentId,
        UUID decisionId,
        String authorId,
        String text,
        String state,
        Instant receivedAt,
        @Nullable Instant decidedAt,
        @Nullable String answer) {}

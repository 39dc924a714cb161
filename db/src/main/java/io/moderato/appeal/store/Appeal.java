package io.moderato.appeal.store;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.decision.DecisionId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An author's complaint about a decision.
 *
 * @param id         the appeal
 * @param community  the community of the content
 * @param content    the content that the appeal is about
 * @param revision   the revision of that content
 * @param decision   the decision that the author complains about
 * @param authorId   the author
 * @param text       the author's words
 * @param state      the state of the appeal
 * @param receivedAt when it was received
 * @param decidedAt  when it was decided
 * @param answer     the answer to the author
 * @param outcome    the decision that answered it
 */
public record Appeal(
        UUID id,
        CommunityId community,
        ContentId content,
        int revision,
        DecisionId decision,
        String authorId,
        String text,
        AppealState state,
        Instant receivedAt,
        @Nullable Instant decidedAt,
        @Nullable String answer,
        @Nullable DecisionId outcome) {}

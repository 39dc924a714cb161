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
 * @param community  where it belongs
 * @param content    what it is about
 * @param revision   which revision of it
 * @param decision   which decision the author complains about
 * @param authorId   whose complaint it is
 * @param text       what the author wrote
 * @param state      where it stands
 * @param receivedAt since when
 * @param decidedAt  when it was decided
 * @param answer     what the author was told
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

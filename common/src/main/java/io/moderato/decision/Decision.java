package io.moderato.decision;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about one revision of a content. Never changed: a later decision supersedes it and names it.
 *
 * @param id         the decision
 * @param content    what it is about
 * @param revision   which revision of it
 * @param community  under whose policy
 * @param result     what was decided and why
 * @param automatic  whether the pipeline decided it
 * @param decidedBy  the name of the human who decided, absent for an automatic one
 * @param supersedes the decision that stood before, if one did
 * @param note       what the human wrote for colleagues
 * @param decidedAt  when it was stored
 */
public record Decision(
        DecisionId id,
        ContentId content,
        int revision,
        CommunityId community,
        ModerationResult result,
        boolean automatic,
        @Nullable String decidedBy,
        @Nullable DecisionId supersedes,
        @Nullable String note,
        Instant decidedAt) {}

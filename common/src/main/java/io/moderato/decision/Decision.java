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
 * @param by         who decided
 * @param supersedes the decision that stood before, if one did
 * @param decidedAt  when it was stored
 */
public record Decision(
        DecisionId id,
        ContentId content,
        int revision,
        CommunityId community,
        ModerationResult result,
        DecidedBy by,
        @Nullable DecisionId supersedes,
        Instant decidedAt) {
    /** Whether the pipeline decided. */
    public boolean automatic() {
        return by instanceof DecidedBy.Pipeline;
    }
}

package io.moderato.decision;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A decision about one revision of a content. It never changes: a later decision supersedes it and names it.
 *
 * @param id         the decision
 * @param content    the content that was decided
 * @param revision   the revision of that content
 * @param community  the community whose policy was applied
 * @param result     what was decided and why
 * @param by         who decided
 * @param supersedes the decision that stood before, if there was one
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

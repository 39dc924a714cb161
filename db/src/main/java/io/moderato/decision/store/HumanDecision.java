package io.moderato.decision.store;

import io.moderato.access.store.Actor;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A human's decision about a revision, not recorded yet.
 *
 * @param by           who decided
 * @param outcome      APPROVE, REJECT or MODIFY
 * @param reason       the reason, in words that the author may read
 * @param category     the category of the broken rule, if a rule is broken
 * @param note         a note for colleagues
 * @param modifiedText the text to show; present exactly if the outcome is MODIFY
 * @param seenAt       when they decided; they had not seen later reports
 */
public record HumanDecision(
        Actor by,
        Outcome outcome,
        String reason,
        @Nullable Category category,
        @Nullable String note,
        @Nullable String modifiedText,
        Instant seenAt) {}

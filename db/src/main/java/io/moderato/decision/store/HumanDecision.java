package io.moderato.decision.store;

import io.moderato.access.store.Actor;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a human made of a revision, not recorded yet.
 *
 * @param by           who decided
 * @param outcome      APPROVE, REJECT or MODIFY
 * @param reason       why, in words that the author may read
 * @param category     what it is about, if it breaks a rule
 * @param note         for colleagues
 * @param modifiedText the text to show, exactly when the outcome is MODIFY
 * @param seenAt       when they decided; what was reported later they had not seen
 */
public record HumanDecision(
        Actor by,
        Outcome outcome,
        String reason,
        @Nullable Category category,
        @Nullable String note,
        @Nullable String modifiedText,
        Instant seenAt) {}

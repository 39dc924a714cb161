package io.moderato.review.store;

import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A moderator's decision about a case.
 *
 * @param outcome      APPROVE, REJECT or MODIFY
 * @param reason       the reason, in words that the author will read
 * @param category     the rule that the content breaks, if it breaks one
 * @param note         a note for colleagues
 * @param modifiedText the text to show; present exactly if the outcome is MODIFY
 */
public record Resolution(
        Outcome outcome,
        String reason,
        @Nullable Category category,
        @Nullable String note,
        @Nullable String modifiedText) {
    private static final int MAX_LENGTH = 5000;

    /**
     * Checks the fields.
     *
     * @throws ProblemException INVALID_FIELD for REVIEW, for a missing reason or text, or for a field that is too long
     */
    public Resolution {
        if (outcome == Outcome.REVIEW) {
            throw ProblemException.invalidField("/outcome", "A human decides: approve, reject or modify.");
        }
        if (reason.isBlank() || reason.length() > MAX_LENGTH) {
            throw ProblemException.invalidField(
                    "/reason", "Give a reason of 1 to 5,000 characters; the author reads it.");
        }
        if (note != null && note.length() > MAX_LENGTH) {
            throw ProblemException.invalidField("/note", "A note has at most 5,000 characters.");
        }
        if ((outcome == Outcome.MODIFY) != (modifiedText != null)) {
            throw ProblemException.invalidField(
                    "/modifiedText", "Modify needs the text to show; other decisions have none.");
        }
        if (modifiedText != null && modifiedText.isBlank()) {
            throw ProblemException.invalidField(
                    "/modifiedText", "Nothing would be left to show. Reject the content instead.");
        }
    }
}

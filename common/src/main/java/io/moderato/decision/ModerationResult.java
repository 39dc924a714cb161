package io.moderato.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stage, or all of them together, found in one content.
 *
 * @param outcome      what to do
 * @param confidence   how sure that is, in [0, 1]
 * @param reasons      why, the weightiest first; never empty
 * @param scores       by category; unknown ones are absent
 * @param modifiedText the text to show instead, exactly when the outcome is MODIFY
 * @param matches      what was found where in the text as posted
 * @param provenance   what made it
 */
public record ModerationResult(
        Outcome outcome,
        double confidence,
        List<Reason> reasons,
        Scores scores,
        @Nullable String modifiedText,
        List<Match> matches,
        Provenance provenance) {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if the confidence is not in [0, 1], there is no reason, or a modified text is missing or too much
     */
    public ModerationResult {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("Confidence " + confidence + " is not in [0, 1]");
        }
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("A result without a reason");
        }
        if ((outcome == Outcome.MODIFY) != (modifiedText != null)) {
            throw new IllegalArgumentException("MODIFY carries a modified text, other outcomes do not");
        }
        reasons = List.copyOf(reasons);
        matches = List.copyOf(matches);
    }
}

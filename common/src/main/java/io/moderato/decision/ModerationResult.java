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
 * @param unexamined   what nobody looked at, and why; empty if all was examined
 * @param detectedLanguage the language of the text (BCP 47), if it was determined
 * @param provenance   what made it
 */
public record ModerationResult(
        Outcome outcome,
        double confidence,
        List<Reason> reasons,
        Scores scores,
        @Nullable String modifiedText,
        List<Match> matches,
        List<Unexamined> unexamined,
        @Nullable String detectedLanguage,
        Provenance provenance) {
    /** How sure anybody can be at most where something was not examined. */
    public static final double UNKNOWN_CONFIDENCE = 0.5;

    /**
     * Copies the lists. A missing list of what was not examined, as earlier releases write it, is an empty one.
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
        unexamined = copyOrEmpty(unexamined);
    }

    /** A result about which nothing is known but what is said here: all was examined, the language was not determined. */
    public static ModerationResult of(
            Outcome outcome, double confidence, List<Reason> reasons, Scores scores, Provenance provenance) {
        return new ModerationResult(outcome, confidence, reasons, scores, null, List.of(), List.of(), null, provenance);
    }

    /**
     * The same, about a text in that language of which this was not examined. What was not examined lowers the confidence, unless the
     * content is rejected: a rejection stays as sure as it is, whatever else there is.
     */
    public ModerationResult lacking(List<Unexamined> gaps, @Nullable String language) {
        return new ModerationResult(
                outcome,
                gaps.isEmpty() || outcome == Outcome.REJECT ? confidence : Math.min(confidence, UNKNOWN_CONFIDENCE),
                reasons,
                scores,
                modifiedText,
                matches,
                gaps,
                language,
                provenance);
    }

    private static List<Unexamined> copyOrEmpty(@Nullable List<Unexamined> unexamined) {
        return unexamined == null ? List.of() : List.copyOf(unexamined);
    }
}

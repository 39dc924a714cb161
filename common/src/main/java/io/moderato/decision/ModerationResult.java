package io.moderato.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one stage, or of all stages together, for one content.
 *
 * @param outcome      what to do
 * @param confidence   how sure the outcome is, in [0, 1]
 * @param reasons      the reasons for the outcome, the weightiest first; never empty
 * @param scores       by category; unknown ones are absent
 * @param modifiedText the text to show instead, exactly when the outcome is MODIFY
 * @param matches      the places in the text as posted where something was found
 * @param unexamined   the parts that nobody looked at, and why; empty if everything was examined
 * @param detectedLanguage the language of the text (BCP 47), if it was determined
 * @param provenance   the stage, rule, models and versions behind the result
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
    /** The highest confidence where something was not examined and the content is not rejected. */
    public static final double UNKNOWN_CONFIDENCE = 0.5;

    /**
     * Copies the lists. If the list of unexamined parts is missing, as in results of earlier releases, it becomes empty.
     *
     * @throws IllegalArgumentException if the confidence is not in [0, 1], there is no reason, MODIFY has no modified text, or another
     *     outcome has one
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

    /** A result without a modified text and without matches. Everything was examined; the language was not determined. */
    public static ModerationResult of(
            Outcome outcome, double confidence, List<Reason> reasons, Scores scores, Provenance provenance) {
        return new ModerationResult(outcome, confidence, reasons, scores, null, List.of(), List.of(), null, provenance);
    }

    /**
     * The same result for a text in that language, with these unexamined parts. They lower the confidence to at most {@link
     * #UNKNOWN_CONFIDENCE}, unless the content is rejected: a rejection stays as sure as it is, whatever else the content holds.
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

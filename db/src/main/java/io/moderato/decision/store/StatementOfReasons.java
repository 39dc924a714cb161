package io.moderato.decision.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import io.moderato.decision.Outcome;
import io.moderato.decision.Reason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The statement to an author about a decision that restricts them. Art. 17 of the Digital Services Act (EU 2022/2065) requires it to say
 * what was restricted, on what ground, whether by automated means, and how to complain.
 *
 * @param restriction         what happened to the content, in words
 * @param ground              the rules that the content breaks according to the decision, in words
 * @param facts               the facts on which the decision is based, in words for people who are not moderators
 * @param automatedDetection  whether a machine found the content
 * @param automatedDecision   FULLY, PARTIALLY or NOT_AUTOMATED, in the words of the EU Transparency Database
 * @param appliedAt           since when the restriction applies
 * @param redress             what the author can do, in words
 * @param appealUntil         the end of the time for an appeal: six months, the least that Art. 20 (1) allows; absent if no appeal is open
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatementOfReasons(
        String restriction,
        String ground,
        List<String> facts,
        boolean automatedDetection,
        AutomatedDecision automatedDecision,
        Instant appliedAt,
        String redress,
        @Nullable Instant appealUntil) {
    private static final int APPEAL_MONTHS = 6;

    /** Whether a machine decided. */
    public enum AutomatedDecision {
        /** No human was involved. */
        FULLY,
        /** A human decided about a text, and a machine recognised the text when it was posted again. */
        PARTIALLY,
        /** A human decided. */
        NOT_AUTOMATED
    }

    /** The ways in which the author can object to a decision. */
    public enum Redress {
        /** An appeal: there is none yet, and the time is not over. */
        APPEAL("You can appeal free of charge. A person who did not make this decision will look at it."),
        /** Nothing for now: an appeal waits for its answer. */
        BEING_HEARD("You have appealed. A person who did not make this decision is looking at it."),
        /** Nothing more here: an appeal was answered. */
        FINAL(
                "Your appeal has been answered, and the answer is final here. You may still turn to an out-of-court dispute body or a court."),
        /** Nothing more here: the author did not appeal in time. */
        TOO_LATE("The time for an appeal, six months, is over. You may still turn to a court.");

        private final String words;

        Redress(String words) {
            this.words = words;
        }
    }

    /**
     * The statement for a decision, or null if the decision restricts nobody.
     *
     * @param redress what the author can do; it must be true, because the statement promises it
     */
    public static @Nullable StatementOfReasons of(Decision decision, boolean automatedDetection, Redress redress) {
        Outcome outcome = decision.result().outcome();
        if (!outcome.restricts()) {
            return null;
        }
        boolean again = decision.result().provenance().stage().equals(EarlierDecisions.STAGE);
        // if a text was posted again, only the earlier decision restricts it, and not what the stages said
        List<Reason> reasons = decision.result().reasons().stream()
                .filter(reason -> !again || reason.stage().equals(EarlierDecisions.STAGE))
                .toList();
        String ground = reasons.stream()
                .map(Reason::category)
                .filter(Objects::nonNull)
                .distinct()
                .map(Category::words)
                .reduce((a, b) -> a + ", " + b)
                .orElse("The community's rules");
        return new StatementOfReasons(
                outcome == Outcome.REJECT
                        ? "Your content was removed and is not shown to others."
                        : "Part of your content was masked; the rest is shown.",
                ground,
                FactsInWords.of(decision, reasons),
                automatedDetection,
                again
                        ? AutomatedDecision.PARTIALLY
                        : decision.automatic() ? AutomatedDecision.FULLY : AutomatedDecision.NOT_AUTOMATED,
                decision.decidedAt(),
                redress.words,
                redress == Redress.APPEAL ? appealUntil(decision.decidedAt()) : null);
    }

    /** The end of the time for an appeal against a decision that was made at that time. */
    public static Instant appealUntil(Instant decidedAt) {
        return decidedAt.atOffset(ZoneOffset.UTC).plusMonths(APPEAL_MONTHS).toInstant();
    }
}

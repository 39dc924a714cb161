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
 * What the author is told about a decision that restricts them, as Art. 17 of the Digital Services Act (EU 2022/2065) asks: what was
 * restricted, on what ground, by automated means or not, and how to complain.
 *
 * @param restriction         what happened to the content
 * @param ground              the rules that it is held to break
 * @param facts               what the decision rests on, in words for people who are no moderators
 * @param automatedDetection  whether a machine found it
 * @param automatedDecision   FULLY, PARTIALLY or NOT_AUTOMATED, in the words of the EU Transparency Database
 * @param appliedAt           since when
 * @param redress             what the author can do
 * @param appealUntil         until when an appeal is open: six months, as Art. 20 (1) asks at least; absent where none is
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

    /** Who decided. */
    public enum AutomatedDecision {
        /** No human was involved. */
        FULLY,
        /** A human decided about a text, and a machine recognised it when it came again. */
        PARTIALLY,
        /** A human decided. */
        NOT_AUTOMATED
    }

    /** What the author can do here against a decision. */
    public enum Redress {
        /** Appeal: nobody has yet, and there is time. */
        APPEAL("You can appeal free of charge. A person who did not make this decision will look at it."),
        /** Wait for the answer to the appeal. */
        BEING_HEARD("You have appealed. A person who did not make this decision is looking at it."),
        /** Nothing here: an appeal was answered. */
        FINAL(
                "Your appeal has been answered, and the answer is final here. You may still turn to an out-of-court dispute body or a court."),
        /** Nothing here: nobody appealed in time. */
        TOO_LATE("The time for an appeal, six months, is over. You may still turn to a court.");

        private final String words;

        Redress(String words) {
            this.words = words;
        }
    }

    /**
     * The statement for a decision, or null if it restricts nobody.
     *
     * @param redress what the author can do, which the statement may promise only if it is so
     */
    public static @Nullable StatementOfReasons of(Decision decision, boolean automatedDetection, Redress redress) {
        Outcome outcome = decision.result().outcome();
        if (!outcome.restricts()) {
            return null;
        }
        boolean again = decision.result().provenance().stage().equals(EarlierDecisions.STAGE);
        // of a text that came again, what the stages said of it restricts nothing
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

    /** Until when a decision made at that time may be appealed. */
    public static Instant appealUntil(Instant decidedAt) {
        return decidedAt.atOffset(ZoneOffset.UTC).plusMonths(APPEAL_MONTHS).toInstant();
    }
}

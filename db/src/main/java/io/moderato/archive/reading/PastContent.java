package io.moderato.archive.reading;

import io.moderato.content.Content;
import io.moderato.decision.Category;
import io.moderato.decision.DecisionId;
import io.moderato.decision.Outcome;
import io.moderato.feedback.store.FeedbackSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A revision that was decided.
 *
 * @param automatic       what the stages said of it last, without what an earlier human decision made of it
 * @param category        what the text is, by the weightiest reason that says so; null if none does
 * @param scored          the categories that the stages gave a score
 * @param standing        the decision in force
 * @param standingOutcome its outcome
 * @param byHuman         whether a human made the decision in force
 * @param label           what is known to be right; null if nothing is
 */
public record PastContent(
        Content content,
        Outcome automatic,
        @Nullable Category category,
        Set<Category> scored,
        DecisionId standing,
        Outcome standingOutcome,
        boolean byHuman,
        @Nullable Label label) {
    /**
     * The newest label that stands, whatever its source.
     *
     * @param right      the right outcome
     * @param categories what the text is, if that was said
     */
    public record Label(FeedbackSource source, Outcome right, Set<Category> categories) {}
}

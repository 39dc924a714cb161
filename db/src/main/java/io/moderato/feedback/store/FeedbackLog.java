package io.moderato.feedback.store;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.content.store.Contents;
import io.moderato.content.store.StoredContent;
import io.moderato.database.Columns;
import io.moderato.decision.Category;
import io.moderato.decision.DecidedBy;
import io.moderato.decision.Decision;
import io.moderato.decision.Outcome;
import io.moderato.decision.Reason;
import io.moderato.decision.store.Decisions;
import io.moderato.decision.store.LaterDecisions;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The right outcomes of past automatic decisions, as far as they are known. Of each source the last label about a decision stands. */
@Repository
public class FeedbackLog {
    /** The most characters of a note. */
    public static final int MAX_LENGTH = 5000;

    /** The message for a note that is too long. */
    public static final String TOO_LONG = "A note has at most 5,000 characters.";

    private static final double HALF = 0.5;

    private final JdbcClient jdbc;
    private final Contents contents;
    private final Decisions decisions;

    FeedbackLog(JdbcClient jdbc, Contents contents, Decisions decisions) {
        this.jdbc = jdbc;
        this.contents = contents;
        this.decisions = decisions;
    }

    /** Keeps a moderator's decision as the right outcome for the newest automatic decision, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void fromReview(Decision human, boolean appealed, String moderator) {
        insert(
                human.content(),
                human.revision(),
                appealed ? FeedbackSource.APPEAL : FeedbackSource.REVIEW,
                human.result().outcome(),
                human.result().reasons().stream()
                        .map(Reason::category)
                        .filter(Objects::nonNull)
                        .toList(),
                human.by() instanceof DecidedBy.Human by ? by.note() : null,
                moderator);
    }

    /**
     * Keeps a client's correction of the automatic decision about the newest revision, and returns its id.
     *
     * @throws ProblemException NOT_FOUND for content of another community, WRONG_STATE if nothing was decided yet, INVALID_FIELD for REVIEW
     *     or a too long note
     */
    @Transactional
    public UUID fromClient(
            CommunityId community,
            ContentId content,
            Outcome actual,
            Set<Category> categories,
            @Nullable String note,
            String client) {
        if (actual == Outcome.REVIEW) {
            throw ProblemException.invalidField("/outcome", "The right outcome is APPROVE, REJECT or MODIFY.");
        }
        if (note != null && note.length() > MAX_LENGTH) {
            throw ProblemException.invalidField("/note", TOO_LONG);
        }
        StoredContent stored = contents.hold(community, content);
        decisions
                .standing(stored)
                .orElseThrow(() -> new ProblemException(
                        ProblemKey.WRONG_STATE,
                        "There is no decision about this content yet, so there is nothing to correct."));
        return insert(
                content,
                stored.content().revision(),
                FeedbackSource.CLIENT,
                actual,
                List.copyOf(categories),
                note,
                client);
    }

    /**
     * Keeps labels that a moderator has accepted as the truth about the automatic decision of the content with that external id, in the
     * caller's transaction. Does nothing if there is no such content with that very text, or if the labels do not say what should have been
     * decided: that a text is not an insult says nothing about an approval, and about a rejection only if that was for insults alone.
     *
     * @param labels how true each category is of the text, in [0, 1]
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void fromSuggestion(
            CommunityId community,
            @Nullable String externalId,
            String text,
            Map<Category, Double> labels,
            String moderator) {
        if (externalId == null) {
            return;
        }
        List<Category> present = present(labels);
        contents.byExternalId(community, externalId)
                .filter(stored -> stored.content().text().equals(text))
                .ifPresent(stored -> (present.isEmpty() ? withoutAny(stored, labels) : Optional.of(Outcome.REJECT))
                        .ifPresent(actual -> insert(
                                stored.content().id(),
                                stored.content().revision(),
                                FeedbackSource.SUGGESTION,
                                actual,
                                present,
                                null,
                                moderator)));
    }

    /** The right outcome where none of the labels is true of the text; no value if that does not settle it. */
    private Optional<Outcome> withoutAny(StoredContent stored, Map<Category, Double> labels) {
        return decisions.automaticAbout(List.of(stored.content())).stream()
                .findFirst()
                .filter(decision -> decision.result().outcome() != Outcome.APPROVE)
                .filter(decision -> decision.result().reasons().stream()
                        .filter(reason -> !reason.stage().equals(LaterDecisions.STAGE))
                        .allMatch(reason -> reason.category() != null && labels.containsKey(reason.category())))
                .map(decision -> Outcome.APPROVE);
    }

    private static List<Category> present(Map<Category, Double> labels) {
        return labels.entrySet().stream()
                .filter(label -> label.getValue() >= HALF)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The error rates of that community's automatic decisions, by the newest standing label about each decision. */
    public ErrorRates rates(CommunityId community) {
        return jdbc.sql("""
                        SELECT count(*) AS total,
                               count(*) FILTER (WHERE predicted <> 'REVIEW' AND (predicted = 'APPROVE') = (actual = 'APPROVE')) AS correct,
                               count(*) FILTER (WHERE predicted IN ('REJECT', 'MODIFY')) AS rejected,
                               count(*) FILTER (WHERE predicted IN ('REJECT', 'MODIFY') AND actual = 'APPROVE') AS rejected_wrongly,
                               count(*) FILTER (WHERE predicted = 'APPROVE') AS approved,
                               count(*) FILTER (WHERE predicted = 'APPROVE' AND actual <> 'APPROVE') AS approved_wrongly
                        FROM (SELECT DISTINCT ON (decision_id) predicted, actual FROM feedback WHERE community_id = ? AND superseded_at IS NULL
                              ORDER BY decision_id, given_at DESC) AS newest
                        """)
                .param(community.value())
                .query((row, index) -> new ErrorRates(
                        row.getLong("total"),
                        row.getLong("correct"),
                        row.getLong("rejected"),
                        row.getLong("rejected_wrongly"),
                        row.getLong("approved"),
                        row.getLong("approved_wrongly")))
                .single();
    }

    private UUID insert(
            ContentId content,
            int revision,
            FeedbackSource source,
            Outcome actual,
            List<Category> categories,
            @Nullable String note,
            String by) {
        UUID id = UUID.randomUUID();
        // one at a time for each decision, so that two labels never both stand
        jdbc.sql("""
                        SELECT id FROM decision WHERE id = (
                            SELECT id FROM (
                                SELECT id, seq FROM decision WHERE content_id = ? AND revision = ? AND supersedes IS NULL
                                UNION ALL
                                SELECT id, seq FROM decision WHERE content_id = ? AND revision = ? AND supersedes IS NOT NULL AND automatic) AS by_machine
                            ORDER BY seq DESC LIMIT 1) FOR NO KEY UPDATE
                        """)
                .params(content.value(), revision, content.value(), revision)
                .query(UUID.class)
                .optional()
                .ifPresent(decision -> {
                    jdbc.sql(
                                    "UPDATE feedback SET superseded_at = now() WHERE decision_id = ? AND source = ? AND superseded_at IS NULL")
                            .params(decision, source.name())
                            .update();
                    jdbc.sql("""
                                    INSERT INTO feedback (id, community_id, content_id, revision, decision_id, source, predicted, actual,
                                                          categories, note, given_by)
                                    SELECT ?, community_id, content_id, revision, id, ?, coalesce(t.stages_outcome, outcome), ?, ?, ?, ?
                                    FROM decision d LEFT JOIN tightened_decision t ON t.decision_id = d.id
                                    WHERE id = ?
                                    """)
                            .params(Columns.values(
                                    id,
                                    source.name(),
                                    actual.name(),
                                    Columns.column(categories, Category::key),
                                    note,
                                    by,
                                    decision))
                            .update();
                });
        return id;
    }
}

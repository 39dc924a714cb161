package io.moderato.appeal.store;

import io.moderato.access.store.Actor;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.store.Contents;
import io.moderato.content.store.StoredContent;
import io.moderato.database.Columns;
import io.moderato.decision.Decision;
import io.moderato.decision.DecisionId;
import io.moderato.decision.store.Decisions;
import io.moderato.decision.store.StatementOfReasons;
import io.moderato.decision.store.StatementOfReasons.Redress;
import io.moderato.event.Event;
import io.moderato.event.EventType;
import io.moderato.event.store.Events;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.review.opening.CaseOpening;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Authors' appeals: at most one for each decision that restricts an author. Somebody who did not make the decision judges the appeal. */
@Repository
public class Appeals {
    /** The most characters of an appeal. */
    public static final int MAX_LENGTH = 5000;

    /** The message for an appeal that is empty or too long. */
    public static final String NO_WORDS = "Say in 1 to 5,000 characters why the decision is wrong.";

    private static final RowMapper<Appeal> APPEAL = (row, index) -> new Appeal(
            Columns.uuid(row, "id"),
            new CommunityId(row.getString("community_id")),
            new ContentId(Columns.uuid(row, "content_id")),
            row.getInt("revision"),
            new DecisionId(Columns.uuid(row, "decision_id")),
            row.getString("author_id"),
            row.getString("text"),
            AppealState.valueOf(row.getString("state")),
            Columns.instant(row, "received_at"),
            Columns.instantOrNull(row, "decided_at"),
            row.getString("answer"),
            outcome(row));

    private static @Nullable DecisionId outcome(ResultSet row) throws SQLException {
        UUID outcome = Columns.uuidOrNull(row, "outcome_decision");
        return outcome == null ? null : new DecisionId(outcome);
    }

    private final JdbcClient jdbc;
    private final Contents contents;
    private final Decisions decisions;
    private final CaseOpening cases;
    private final Events events;

    Appeals(JdbcClient jdbc, Contents contents, Decisions decisions, CaseOpening cases, Events events) {
        this.jdbc = jdbc;
        this.contents = contents;
        this.decisions = decisions;
        this.cases = cases;
        this.events = events;
    }

    /** Lodges an appeal for the end user who is logged in. Otherwise like {@link #lodge(CommunityId, ContentId, String, String)}. */
    @PreAuthorize("hasRole('USER') and #user.username() == authentication.name")
    @Transactional
    public Appeal lodge(Actor user, CommunityId community, ContentId content, String text) {
        String author = user.authorIn(community);
        if (author == null) {
            throw ProblemException.notFound("content");
        }
        return lodge(community, content, author, text);
    }

    /**
     * Lodges an appeal and opens a case for it. The appeal is against the standing decision about the newest revision. If that decision
     * does not restrict the content, the appeal is against the human decision that still restricts an earlier text of the content.
     *
     * @param authorId the platform's id of the author who appeals
     * @throws ProblemException NOT_FOUND for content of another community or author, WRONG_STATE if nothing restricts the content or the
     *     time is over, ALREADY_EXISTS for a second appeal against the same decision or for an appeal against the answer to an appeal,
     *     INVALID_FIELD for an empty or too long text
     */
    @Transactional
    public Appeal lodge(CommunityId community, ContentId content, String authorId, String text) {
        if (text.isBlank() || text.length() > MAX_LENGTH) {
            throw ProblemException.invalidField("/text", NO_WORDS);
        }
        StoredContent stored = Optional.of(contents.hold(community, content))
                // somebody else's content is answered like one that is not there: nobody learns what exists
                .filter(found -> found.content().author().id().equals(authorId))
                .orElseThrow(() -> ProblemException.notFound("content of this author"));
        Decision restricting = restricting(stored);
        refuseIfClosed(restricting);
        UUID id = UUID.randomUUID();
        try {
            jdbc.sql("""
                            INSERT INTO appeal (id, community_id, content_id, revision, decision_id, author_id, text)
                            VALUES (?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            id,
                            community.value(),
                            content.value(),
                            restricting.revision(),
                            restricting.id().value(),
                            authorId,
                            text)
                    .update();
        } catch (DuplicateKeyException second) {
            throw alreadyAppealed(second);
        }
        events.raise(new Event(
                EventType.APPEAL_LODGED,
                community,
                content,
                id.toString(),
                Map.of("decision", restricting.id().toString())));
        cases.openForAppeal(restricting, deciderOf(restricting));
        return find(community, id).orElseThrow();
    }

    private Decision restricting(StoredContent stored) {
        Optional<Decision> standing = decisions.standing(stored);
        return standing.filter(decision -> decision.result().outcome().restricts())
                .or(() -> decisions.restricting(stored.content().id()))
                .orElseThrow(() -> new ProblemException(
                        ProblemKey.WRONG_STATE,
                        standing.isEmpty()
                                ? "There is no decision about this content yet, so there is nothing to appeal against."
                                : "This content is not restricted, so there is nothing to appeal against."));
    }

    private void refuseIfClosed(Decision restricting) {
        switch (redress(restricting, about(restricting.content()))) {
            case APPEAL -> {}
            case BEING_HEARD -> throw alreadyAppealed(null);
            case FINAL ->
                throw new ProblemException(
                        ProblemKey.ALREADY_EXISTS,
                        "An appeal about this decision has been answered already. That answer is final.");
            case TOO_LATE ->
                throw new ProblemException(ProblemKey.WRONG_STATE, "The time for an appeal, six months, is over.");
        }
    }

    /**
     * The way in which the author can object to a decision that restricts them. Every decision can be appealed against once. Only an answer
     * that upholds a decision is final.
     *
     * @param all all appeals about the content
     */
    public static Redress redress(Decision restricting, List<Appeal> all) {
        for (Appeal appeal : all) {
            if (appeal.decision().equals(restricting.id())) {
                return appeal.state() == AppealState.RECEIVED ? Redress.BEING_HEARD : Redress.FINAL;
            }
            if (appeal.state() == AppealState.UPHELD && restricting.id().equals(appeal.outcome())) {
                return Redress.FINAL;
            }
        }
        return Instant.now().isAfter(StatementOfReasons.appealUntil(restricting.decidedAt()))
                ? Redress.TOO_LATE
                : Redress.APPEAL;
    }

    private static ProblemException alreadyAppealed(@Nullable Throwable cause) {
        return new ProblemException(
                ProblemKey.ALREADY_EXISTS,
                "There is an appeal about this content already. Wait for the answer.",
                null,
                cause);
    }

    /** The moderator who made the decision, or made the earlier decision that it continues; null if no human did. */
    private @Nullable UUID deciderOf(Decision decision) {
        return jdbc.sql("""
                        SELECT coalesce(d.decided_by_id, e.decided_by_id) AS decided_by_id FROM decision d
                        LEFT JOIN tightened_decision t ON t.decision_id = d.id LEFT JOIN decision e ON e.id = t.earlier
                        WHERE d.id = ?
                        """)
                .param(decision.id().value())
                .query((row, index) -> Optional.ofNullable(Columns.uuidOrNull(row, "decided_by_id")))
                .single()
                .orElse(null);
    }

    /** The appeal with that id, if it belongs to the community. */
    public Optional<Appeal> find(CommunityId community, UUID id) {
        return jdbc.sql("SELECT * FROM appeal WHERE id = ? AND community_id = ?")
                .params(id, community.value())
                .query(APPEAL)
                .optional();
    }

    /** The appeals about all revisions of a content, the oldest first. */
    public List<Appeal> about(ContentId content) {
        return about(List.of(content)).getOrDefault(content, List.of());
    }

    /** The same for many contents, by content. */
    public Map<ContentId, List<Appeal>> about(Collection<ContentId> contents) {
        return jdbc
                .sql("SELECT * FROM appeal WHERE content_id = ANY (?::uuid[]) ORDER BY received_at")
                .param(Columns.column(contents, ContentId::value))
                .query(APPEAL)
                .list()
                .stream()
                .collect(Collectors.groupingBy(Appeal::content));
    }

    /** The contents, among the given ones, about which there has ever been an appeal. */
    public Set<ContentId> appealed(Collection<ContentId> contents) {
        return Set.copyOf(jdbc.sql("SELECT DISTINCT content_id FROM appeal WHERE content_id = ANY (?::uuid[])")
                .param(Columns.column(contents, ContentId::value))
                .query((row, index) -> new ContentId(Columns.uuid(row, "content_id")))
                .list());
    }

    /** The appeal about that revision that waits for an answer, if there is one. */
    public Optional<Appeal> waiting(ContentId content, int revision) {
        return about(content).stream()
                .filter(appeal -> appeal.state() == AppealState.RECEIVED && appeal.revision() == revision)
                .findFirst();
    }

    /**
     * Answers the waiting appeal about that revision by a decision, in the caller's transaction; returns false if no appeal waits. Work
     * that had to wait for this answer then gets its own case: another appeal, a doubt about a newer text, or reports.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean answer(Content content, Actor moderator, Decision decision, String answer) {
        Optional<Appeal> waiting = waiting(content.id(), content.revision());
        if (waiting.isEmpty()) {
            return false;
        }
        Decision appealed = decisions.find(waiting.get().decision()).orElseThrow();
        if (Objects.equals(deciderOf(appealed), moderator.id())) {
            throw new ProblemException(
                    ProblemKey.WRONG_STATE,
                    "The author appeals against your own decision. Somebody else has to look at it.");
        }
        boolean upheld = appealed.result().outcome() == decision.result().outcome()
                && Objects.equals(
                        appealed.result().modifiedText(), decision.result().modifiedText());
        jdbc.sql("""
                        UPDATE appeal SET state = ?, decided_at = now(), decided_by = ?, answer = ?, outcome_decision = ? WHERE id = ?
                        """)
                .params(
                        (upheld ? AppealState.UPHELD : AppealState.OVERTURNED).name(),
                        moderator.username(),
                        answer,
                        decision.id().value(),
                        waiting.get().id())
                .update();
        events.raise(new Event(
                EventType.APPEAL_ANSWERED,
                content.community(),
                content.id(),
                waiting.get().id().toString(),
                Map.of(
                        "state",
                        (upheld ? AppealState.UPHELD : AppealState.OVERTURNED).name(),
                        "decision",
                        decision.id().toString())));
        openForWhatWaited(content);
        return true;
    }

    private void openForWhatWaited(Content answered) {
        about(answered.id()).stream()
                .filter(appeal -> appeal.state() == AppealState.RECEIVED)
                .findFirst()
                .flatMap(next -> decisions.find(next.decision()))
                .ifPresent(next -> cases.openForAppeal(next, deciderOf(next)));
        contents.newestDecided(answered.id())
                .filter(newest -> newest.content().revision() > answered.revision())
                .flatMap(decisions::standing)
                .ifPresent(cases::openAgain);
    }
}

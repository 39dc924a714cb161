package io.moderato.appeal;

import io.moderato.access.Actor;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.Contents;
import io.moderato.content.StoredContent;
import io.moderato.database.Columns;
import io.moderato.decision.Decision;
import io.moderato.decision.DecisionId;
import io.moderato.decision.Decisions;
import io.moderato.decision.StatementOfReasons;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.review.CaseOpening;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Authors' appeals: one for each decision that restricts them, judged by somebody who did not make it. */
@Repository
public class Appeals {
    private static final int MAX_LENGTH = 5000;
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
            row.getString("answer"));

    private final JdbcClient jdbc;
    private final Contents contents;
    private final Decisions decisions;
    private final CaseOpening cases;

    Appeals(JdbcClient jdbc, Contents contents, Decisions decisions, CaseOpening cases) {
        this.jdbc = jdbc;
        this.contents = contents;
        this.decisions = decisions;
        this.cases = cases;
    }

    /** Lodges an appeal for the end user who is logged in; the rest is as in {@link #lodge(CommunityId, ContentId, String, String)}. */
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
     * Lodges an appeal against the standing decision about the content's newest revision and opens a case for it.
     *
     * @param authorId who appeals, as the platform knows them
     * @throws ProblemException NOT_FOUND for foreign content or somebody else's, WRONG_STATE if nothing restricts it, the time is over or
     *     an appeal was decided already, ALREADY_EXISTS for a second appeal, INVALID_FIELD for no text or too much
     */
    @Transactional
    public Appeal lodge(CommunityId community, ContentId content, String authorId, String text) {
        if (text.isBlank() || text.length() > MAX_LENGTH) {
            throw ProblemException.invalidField("/text", "Say in 1 to 5,000 characters why the decision is wrong.");
        }
        StoredContent stored = contents.find(community, content)
                // somebody else's content is answered like one that is not there: nobody learns what exists
                .filter(found -> found.content().author().id().equals(authorId))
                .orElseThrow(() -> ProblemException.notFound("content of this author"));
        Decision standing = decisions
                .standing(stored)
                .orElseThrow(() -> new ProblemException(
                        ProblemKey.WRONG_STATE,
                        "There is no decision about this content yet, so there is nothing to appeal against."));
        refuseIfClosed(stored, standing);
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
                            stored.content().revision(),
                            standing.id().value(),
                            authorId,
                            text)
                    .update();
        } catch (DuplicateKeyException second) {
            throw alreadyAppealed(second);
        }
        cases.openForAppeal(standing, deciderOf(standing));
        return find(community, id).orElseThrow();
    }

    private void refuseIfClosed(StoredContent stored, Decision standing) {
        List<Appeal> earlier = of(stored.content());
        if (earlier.stream().anyMatch(appeal -> appeal.state() == AppealState.RECEIVED)) {
            throw alreadyAppealed(null);
        }
        if (!earlier.isEmpty()) {
            throw new ProblemException(
                    ProblemKey.ALREADY_EXISTS,
                    "An appeal about this content has been decided already. That decision is final.");
        }
        if (!standing.result().outcome().restricts()) {
            throw new ProblemException(
                    ProblemKey.WRONG_STATE, "This content is not restricted, so there is nothing to appeal against.");
        }
        if (Instant.now().isAfter(StatementOfReasons.appealUntil(standing.decidedAt()))) {
            throw new ProblemException(ProblemKey.WRONG_STATE, "The time for an appeal, six months, is over.");
        }
    }

    private static ProblemException alreadyAppealed(@Nullable Throwable cause) {
        return new ProblemException(
                ProblemKey.ALREADY_EXISTS,
                "There is an appeal about this content already. Wait for the answer.",
                null,
                cause);
    }

    private @Nullable UUID deciderOf(Decision decision) {
        return jdbc.sql("SELECT decided_by_id FROM decision WHERE id = ?")
                .param(decision.id().value())
                .query((row, index) -> Optional.ofNullable(Columns.uuidOrNull(row, "decided_by_id")))
                .single()
                .orElse(null);
    }

    /** The appeal of that id, if the community has it. */
    public Optional<Appeal> find(CommunityId community, UUID id) {
        return jdbc.sql("SELECT * FROM appeal WHERE id = ? AND community_id = ?")
                .params(id, community.value())
                .query(APPEAL)
                .optional();
    }

    /** The appeals about that revision, the oldest first. */
    public List<Appeal> of(Content content) {
        return jdbc.sql("SELECT * FROM appeal WHERE content_id = ? AND revision = ? ORDER BY received_at")
                .params(content.id().value(), content.revision())
                .query(APPEAL)
                .list();
    }

    /** Answers the waiting appeal about that revision by a decision, in the caller's transaction; false if there is none. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean answer(Content content, Actor moderator, Decision decision, String answer) {
        Optional<Appeal> waiting = of(content).stream()
                .filter(appeal -> appeal.state() == AppealState.RECEIVED)
                .findFirst();
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
        return true;
    }
}

package io.moderato.decision.store;

import io.moderato.access.store.Actor;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentStatus;
import io.moderato.content.store.Contents;
import io.moderato.content.store.StoredContent;
import io.moderato.database.Columns;
import io.moderato.decision.Decision;
import io.moderato.decision.DecisionId;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Provenance;
import io.moderato.decision.Reason;
import io.moderato.event.store.Events;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.review.opening.CaseOpening;
import io.moderato.review.opening.WaitingReports;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The decisions. They are added and superseded, but never changed. */
@Repository
public class Decisions {
    private final JdbcClient jdbc;
    private final Contents contents;
    private final CaseOpening cases;
    private final EarlierDecisions earlier;
    private final WaitingReports reports;
    private final AutomaticRows rows;
    private final Events events;

    Decisions(
            JdbcClient jdbc,
            Contents contents,
            CaseOpening cases,
            EarlierDecisions earlier,
            WaitingReports reports,
            AutomaticRows rows,
            Events events) {
        this.jdbc = jdbc;
        this.contents = contents;
        this.cases = cases;
        this.earlier = earlier;
        this.reports = reports;
        this.rows = rows;
        this.events = events;
    }

    /**
     * Records the pipeline's decisions, opens a case for each REVIEW, and returns the new decisions. A revision that already has a decision
     * keeps it, so the same Kafka record may be delivered any number of times, also after a re-moderation. If a human restricted the text, or an
     * earlier text of the content, the recorded decision is stricter than the pipeline's result, and says why.
     *
     * @param all each revision at most once; about an erased content nothing is recorded
     */
    @Transactional
    public List<Decision> recordAutomatic(List<AutomaticDecision> all) {
        List<AutomaticDecision> batch = all.isEmpty() ? all : withoutErased(all);
        if (batch.isEmpty()) {
            return List.of();
        }
        // this comes first, because it waits for a moderator who is just deciding such a case; the moderator's decision
        // is then seen below
        cases.follow(batch.stream().map(AutomaticDecision::content).toList());
        Map<Integer, Tightened> tightened = earlier.tighten(batch);
        List<Decision> recorded = rows.insertFirst(withTightened(batch, tightened));
        note(batch, tightened, recorded);
        jdbc.sql("""
                        UPDATE content c SET status = 'DECIDED', standing_decision = d.id
                        FROM unnest(?::uuid[], ?::uuid[], ?::int[]) AS d (id, content_id, revision)
                        WHERE c.id = d.content_id AND c.revision = d.revision
                        """)
                .params(
                        Columns.column(recorded, Decision::id),
                        Columns.column(recorded, Decision::content),
                        Columns.column(recorded, Decision::revision))
                .update();
        events.raise(recorded.stream().map(AutomaticRows::decided).toList());
        cases.openForReview(recorded.stream()
                .filter(decision -> decision.result().outcome() == Outcome.REVIEW)
                .toList());
        cases.openForEarlierReports(recorded);
        return recorded;
    }

    private List<AutomaticDecision> withoutErased(List<AutomaticDecision> all) {
        Map<ContentId, ContentStatus> held =
                contents.held(all.stream().map(AutomaticDecision::content).toList());
        return all.stream()
                .filter(each -> held.get(each.content().id()) != ContentStatus.ERASED)
                .toList();
    }

    /** What would be recorded of those decisions, in order: what earlier human decisions leave of them. Records nothing. */
    @Transactional(readOnly = true)
    public List<ModerationResult> asRecorded(List<AutomaticDecision> batch) {
        return withTightened(batch, earlier.tighten(batch)).stream()
                .map(AutomaticDecision::result)
                .toList();
    }

    /** The human decision that made an automatic result stricter, if there is one. */
    public static Optional<DecisionId> earlierBehind(ModerationResult automatic) {
        Provenance by = automatic.provenance();
        return by.stage().equals(EarlierDecisions.STAGE)
                ? Optional.ofNullable(by.rule()).map(DecisionId::parse)
                : Optional.empty();
    }

    private static List<AutomaticDecision> withTightened(
            List<AutomaticDecision> batch, Map<Integer, Tightened> tightened) {
        List<AutomaticDecision> all = new ArrayList<>(batch);
        tightened.forEach((place, each) ->
                all.set(place, new AutomaticDecision(batch.get(place).content(), each.result())));
        return all;
    }

    private void note(List<AutomaticDecision> batch, Map<Integer, Tightened> tightened, List<Decision> recorded) {
        Map<String, Tightened> byRevision = new HashMap<>();
        tightened.forEach(
                (place, each) -> byRevision.put(revision(batch.get(place).content()), each));
        Map<DecisionId, Tightened> byDecision = new HashMap<>();
        for (Decision decision : recorded) {
            Tightened each = byRevision.get(decision.content() + "/" + decision.revision());
            if (each != null) {
                byDecision.put(decision.id(), each);
            }
        }
        if (!byDecision.isEmpty()) {
            earlier.note(byDecision);
        }
    }

    private static String revision(Content content) {
        return content.id() + "/" + content.revision();
    }

    /** The newest automatic decision about each of these revisions, for the revisions that have one. */
    public List<Decision> automaticAbout(Collection<Content> revisions) {
        return jdbc.sql("""
                        SELECT d.* FROM unnest(?::uuid[], ?::int[]) AS t (id, revision)
                        CROSS JOIN LATERAL (
                            (SELECT * FROM decision WHERE content_id = t.id AND revision = t.revision AND supersedes IS NOT NULL AND automatic
                             ORDER BY seq DESC LIMIT 1)
                            UNION ALL
                            (SELECT * FROM decision WHERE content_id = t.id AND revision = t.revision AND supersedes IS NULL)
                            ORDER BY seq DESC LIMIT 1) AS d
                        """)
                .params(Columns.column(revisions, Content::id), Columns.column(revisions, Content::revision))
                .query(DecisionRow.MAPPER)
                .list();
    }

    /** The decisions in force about these revisions, for the revisions that have one. */
    public List<Decision> standingAbout(Collection<Content> revisions) {
        return jdbc.sql("""
                        SELECT d.* FROM unnest(?::uuid[], ?::int[]) AS t (id, revision)
                        JOIN content c ON c.id = t.id AND c.revision = t.revision
                        JOIN decision d ON d.id = c.standing_decision
                        """)
                .params(Columns.column(revisions, Content::id), Columns.column(revisions, Content::revision))
                .query(DecisionRow.MAPPER)
                .list();
    }

    /**
     * Records a human's decision, which supersedes the standing decision, in the caller's transaction. The human's decision answers the
     * reports about this and earlier revisions. It also holds for the text when its author posts it again.
     *
     * @throws ProblemException WRONG_STATE if there is no decision yet, CHANGED_MEANWHILE if somebody else has just superseded it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Decision supersede(StoredContent stored, HumanDecision human) {
        DecisionId before = stored.standingDecision();
        if (before == null) {
            throw new ProblemException(
                    ProblemKey.WRONG_STATE, "There is no decision about this content yet. Wait for it.");
        }
        Content content = stored.content();
        Decision decision = replace(content.id(), content.revision(), before, human);
        reports.answer(decision, human.seenAt());
        Set<DecisionId> ended = earlier.humanDecided(
                PostedText.of(content),
                new EarlierDecisions.ByHuman(decision.id(), before, human.outcome(), decision.decidedAt()));
        if (human.outcome() == Outcome.APPROVE) {
            free(ended, human.by());
        }
        return decision;
    }

    private Decision replace(ContentId content, int revision, DecisionId before, HumanDecision human) {
        UUID id = DecisionId.next().value();
        int moved = jdbc.sql(
                        "UPDATE content SET standing_decision = ? WHERE id = ? AND revision = ? AND standing_decision = ? AND status <> 'ERASED'")
                .params(id, content.value(), revision, before.value())
                .update();
        if (moved == 0) {
            throw new ProblemException(
                    ProblemKey.CHANGED_MEANWHILE,
                    "Somebody else has just decided about this content. Reload to see what stands now.");
        }
        jdbc.sql("""
                        INSERT INTO decision (id, community_id, content_id, revision, outcome, confidence, reasons, scores,
                            modified_text, matches, detected_language, stage, cached, automatic, decided_by, decided_by_id, supersedes,
                            note)
                        SELECT ?, community_id, content_id, revision, ?, 1.0, ?::jsonb, scores, ?, matches, detected_language, ?, false, false,
                            ?, ?, id, ?
                        FROM decision WHERE id = ?
                        """)
                .params(Columns.values(
                        id,
                        human.outcome().name(),
                        Columns.json(List.of(new Reason(human.reason(), human.category(), "HumanReview"))),
                        human.modifiedText(),
                        "HumanReview",
                        human.by().username(),
                        human.by().id(),
                        human.note(),
                        before.value()))
                .update();
        Decision decision = find(new DecisionId(id)).orElseThrow();
        events.raise(AutomaticRows.decided(decision));
        return decision;
    }

    /**
     * Frees contents that were restricted only by the ended decisions: contents that the stages had approved are approved, for the others a
     * case is opened.
     */
    private void free(Set<DecisionId> ended, Actor by) {
        for (Carried carried : earlier.carriedOn(ended)) {
            if (carried.stages() == Outcome.APPROVE) {
                replace(
                        carried.decision().content(),
                        carried.decision().revision(),
                        carried.decision().id(),
                        new HumanDecision(
                                by,
                                Outcome.APPROVE,
                                "The earlier decision behind this restriction was taken back.",
                                null,
                                null,
                                null,
                                Instant.now()));
            } else {
                cases.openForReview(List.of(carried.decision()));
            }
        }
    }

    /** The decision with that id. */
    public Optional<Decision> find(DecisionId id) {
        return jdbc.sql("SELECT * FROM decision WHERE id = ?")
                .param(id.value())
                .query(DecisionRow.MAPPER)
                .optional();
    }

    /** The decisions with those ids, in any order. */
    public List<Decision> findAll(Collection<DecisionId> ids) {
        return DecisionRow.ofIds(jdbc, ids);
    }

    /** The decision in force about a revision, if there is one. */
    public Optional<Decision> standing(StoredContent stored) {
        return Optional.ofNullable(stored.standingDecision()).flatMap(this::find);
    }

    /** The decisions in force about these revisions, by their ids. A revision without a decision is left out. */
    public Map<DecisionId, Decision> standing(Collection<StoredContent> revisions) {
        return DecisionRow.ofIds(
                        jdbc,
                        revisions.stream()
                                .map(StoredContent::standingDecision)
                                .filter(Objects::nonNull)
                                .toList())
                .stream()
                .collect(Collectors.toMap(Decision::id, each -> each));
    }

    /** The newest human decision that still restricts a text of that content, whichever revision has it. */
    public Optional<Decision> restricting(ContentId content) {
        return jdbc.sql("""
                        SELECT d.* FROM restriction r JOIN decision d ON d.id = r.decision_id
                        WHERE r.content_id = ? AND r.lifted_by IS NULL ORDER BY d.seq DESC LIMIT 1
                        """).param(content.value()).query(DecisionRow.MAPPER).optional();
    }

    /** All decisions about all revisions of a content, the oldest first. */
    public List<Decision> history(ContentId content) {
        return history(List.of(content)).getOrDefault(content, List.of());
    }

    /** The same for many contents, by content. */
    public Map<ContentId, List<Decision>> history(Collection<ContentId> contents) {
        String[] ids = Columns.column(contents, ContentId::value);
        return jdbc.sql("""
                        SELECT * FROM decision WHERE content_id = ANY (?::uuid[]) AND supersedes IS NULL
                        UNION ALL SELECT * FROM decision WHERE content_id = ANY (?::uuid[]) AND supersedes IS NOT NULL
                        ORDER BY seq
                        """).params(ids, ids).query(DecisionRow.MAPPER).list().stream()
                .collect(Collectors.groupingBy(Decision::content));
    }
}

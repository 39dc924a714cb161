package io.moderato.decision.store;

import io.moderato.database.Columns;
import io.moderato.decision.Decision;
import io.moderato.decision.DecisionId;
import io.moderato.event.Event;
import io.moderato.event.EventType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes automatic decisions, and the event that tells of a decision. */
@Repository
class AutomaticRows {
    private final JdbcClient jdbc;

    AutomaticRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes the first decision about each revision, and returns the new ones. A revision that has one keeps it. */
    List<Decision> insertFirst(List<AutomaticDecision> batch) {
        return insert(batch, Collections.nCopies(batch.size(), null));
    }

    /**
     * Writes decisions about revisions that have one.
     *
     * @param supersedes the standing decision about each, in the same order
     */
    List<Decision> insertLater(List<AutomaticDecision> batch, List<DecisionId> supersedes) {
        return insert(batch, supersedes);
    }

    private List<Decision> insert(List<AutomaticDecision> batch, List<? extends @Nullable DecisionId> supersedes) {
        return jdbc.sql("""
                        INSERT INTO decision (id, community_id, content_id, revision, outcome, confidence, reasons, scores, modified_text,
                            matches, unexamined, detected_language, stage, rule, models, policy_version, rules_version, cached, supersedes,
                            automatic)
                        SELECT t.*, true
                        FROM unnest(?::uuid[], ?::text[], ?::uuid[], ?::int[], ?::text[], ?::float8[], ?::jsonb[], ?::jsonb[], ?::text[],
                            ?::jsonb[], ?::jsonb[], ?::text[], ?::text[], ?::text[], ?::jsonb[], ?::int[], ?::bigint[], ?::boolean[],
                            ?::uuid[]) AS t
                        ON CONFLICT (content_id, revision) WHERE supersedes IS NULL DO NOTHING
                        RETURNING *
                        """)
                .params(
                        Columns.column(batch, each -> DecisionId.next()),
                        Columns.column(batch, each -> each.content().community()),
                        Columns.column(batch, each -> each.content().id()),
                        Columns.column(batch, each -> each.content().revision()),
                        Columns.column(batch, each -> each.result().outcome().name()),
                        Columns.column(batch, each -> each.result().confidence()),
                        Columns.column(batch, each -> Columns.json(each.result().reasons())),
                        Columns.column(batch, each -> Columns.json(each.result().scores())),
                        Columns.column(batch, each -> each.result().modifiedText()),
                        Columns.column(batch, each -> Columns.json(each.result().matches())),
                        Columns.column(batch, each -> Columns.json(each.result().unexamined())),
                        Columns.column(batch, each -> each.result().detectedLanguage()),
                        Columns.column(batch, each -> each.result().provenance().stage()),
                        Columns.column(batch, each -> each.result().provenance().rule()),
                        Columns.column(
                                batch,
                                each -> Columns.json(each.result().provenance().models())),
                        Columns.column(batch, each -> each.result().provenance().policyVersion()),
                        Columns.column(batch, each -> each.result().provenance().rulesVersion()),
                        Columns.column(batch, each -> each.result().provenance().cached()),
                        Columns.column(supersedes, id -> id))
                .query(DecisionRow.MAPPER)
                .list();
    }

    /** The event that tells that a content was decided. */
    static Event decided(Decision decision) {
        return new Event(
                EventType.CONTENT_DECIDED,
                decision.community(),
                decision.content(),
                decision.id().toString(),
                Map.of(
                        "outcome",
                        decision.result().outcome().name(),
                        "revision",
                        Integer.toString(decision.revision()),
                        "by",
                        decision.automatic() ? "machine" : "human"));
    }
}

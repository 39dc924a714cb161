package io.moderato.decision.store;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.decision.Decision;
import io.moderato.decision.DecisionId;
import io.moderato.decision.Outcome;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The texts that humans restricted, found by author, by text and by content. A restriction is lifted, but its row is never deleted. */
@Repository
class Restrictions {
    /**
     * The number of an author's newest restrictions that are compared letter by letter. An older restriction is found only by exactly the
     * same letters.
     */
    static final int COMPARED = 100;

    private static final RowMapper<Restriction> RESTRICTION = (row, index) -> new Restriction(
            new DecisionId(Columns.uuid(row, "decision_id")),
            new PostedText.Author(new CommunityId(row.getString("community_id")), row.getString("author_id")),
            new ContentId(Columns.uuid(row, "content_id")),
            row.getString("text_key"),
            row.getString("images_key"),
            row.getInt("letter_count"));

    private final JdbcClient jdbc;

    Restrictions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The restrictions in force of each of these authors, at most {@value #COMPARED} of each, the newest first. */
    List<Restriction> inForce(Collection<PostedText.Author> authors) {
        return jdbc.sql("""
                        SELECT r.* FROM unnest(?::text[], ?::text[]) AS a (community_id, author_id)
                        CROSS JOIN LATERAL (
                            SELECT decision_id, r.community_id, r.author_id, content_id, encode(text_key, 'hex') AS text_key,
                                   encode(images_key, 'hex') AS images_key, letter_count
                            FROM restriction r
                            WHERE r.community_id = a.community_id AND r.author_id = a.author_id AND lifted_by IS NULL
                            ORDER BY made_at DESC LIMIT ?) AS r
                        """)
                .params(
                        Columns.column(authors, PostedText.Author::community),
                        Columns.column(authors, PostedText.Author::id),
                        COMPARED)
                .query(RESTRICTION)
                .list();
    }

    /** The restrictions in force of exactly the same text by its author, or of the same content, however old they are. */
    List<Restriction> about(Collection<PostedText> texts) {
        return jdbc.sql("""
                        SELECT decision_id, community_id, author_id, content_id, encode(text_key, 'hex') AS text_key,
                               encode(images_key, 'hex') AS images_key, letter_count
                        FROM restriction WHERE decision_id IN (
                            SELECT r.decision_id FROM unnest(?::text[], ?::text[], ?::text[]) AS t (community_id, author_id, text_key)
                            JOIN restriction r ON r.community_id = t.community_id AND r.author_id = t.author_id
                                              AND r.text_key = decode(t.text_key, 'hex') AND r.lifted_by IS NULL
                            UNION
                            SELECT decision_id FROM restriction WHERE content_id = ANY (?::uuid[]) AND lifted_by IS NULL)
                        """)
                .params(
                        Columns.column(texts, each -> each.author().community()),
                        Columns.column(texts, each -> each.author().id()),
                        Columns.column(texts, each -> each.text().textKey()),
                        Columns.column(texts, PostedText::content))
                .query(RESTRICTION)
                .list();
    }

    /** The letters of the texts that those decisions restricted. */
    Map<DecisionId, String> letters(Collection<DecisionId> decisions) {
        Map<DecisionId, String> letters = new HashMap<>();
        jdbc.sql("SELECT decision_id, letters FROM restriction WHERE decision_id = ANY (?::uuid[])")
                .param(Columns.column(decisions, DecisionId::value))
                .query((row, index) ->
                        letters.put(new DecisionId(Columns.uuid(row, "decision_id")), row.getString("letters")))
                .list();
        return letters;
    }

    /** The decisions with those ids. */
    Map<DecisionId, Decision> decisions(Collection<DecisionId> ids) {
        Map<DecisionId, Decision> byId = new HashMap<>();
        DecisionRow.ofIds(jdbc, ids).forEach(decision -> byId.put(decision.id(), decision));
        return byId;
    }

    /** The newest human decision about each of these contents, about any revision. A content without one is left out. */
    List<Decision> newestByHumans(Collection<ContentId> contents) {
        return jdbc.sql("""
                        SELECT DISTINCT ON (content_id) * FROM decision
                        WHERE content_id = ANY (?::uuid[]) AND supersedes IS NOT NULL AND NOT automatic
                        ORDER BY content_id, seq DESC
                        """)
                .param(Columns.column(contents, ContentId::value))
                .query(DecisionRow.MAPPER)
                .list();
    }

    /** Adds a restriction that a human has just made. */
    void add(PostedText posted, DecisionId decision, Instant madeAt) {
        ComparableText text = posted.text();
        jdbc.sql("""
                        INSERT INTO restriction (decision_id, community_id, author_id, content_id, revision, text_key, images_key,
                                                 letters, letter_count, made_at)
                        VALUES (?, ?, ?, ?, ?, decode(?, 'hex'), decode(?, 'hex'), ?, ?, ?)
                        """)
                .params(Columns.values(
                        decision.value(),
                        posted.author().community().value(),
                        posted.author().id(),
                        posted.content().value(),
                        posted.revision(),
                        text.textKey(),
                        text.imagesKey(),
                        text.letters(),
                        text.letters().length(),
                        Columns.timestamp(madeAt)))
                .update();
    }

    /** Ends those restrictions because of a later decision. */
    void lift(Collection<DecisionId> restrictions, DecisionId because) {
        jdbc.sql("UPDATE restriction SET lifted_by = ? WHERE decision_id = ANY (?::uuid[]) AND lifted_by IS NULL")
                .params(because.value(), Columns.column(restrictions, DecisionId::value))
                .update();
    }

    /** The human decision that an automatic decision continues, if it continues one. */
    List<DecisionId> carriedOnBy(DecisionId automatic) {
        return jdbc.sql("""
                        SELECT earlier FROM tightened_decision t JOIN decision d ON d.id = t.decision_id
                        WHERE t.decision_id = ? AND d.outcome IN ('REJECT', 'MODIFY')
                        """)
                .param(automatic.value())
                .query((row, index) -> new DecisionId(row.getObject("earlier", UUID.class)))
                .list();
    }

    /** The automatic decisions in force about newest texts that continue these decisions, or decisions that these replaced. */
    List<Carried> carriedOn(Collection<DecisionId> ended) {
        return jdbc.sql("""
                        WITH RECURSIVE ended (id) AS (
                            SELECT unnest(?::uuid[]) UNION SELECT r.decision_id FROM restriction r JOIN ended e ON r.lifted_by = e.id)
                        SELECT d.*, t.stages_outcome FROM ended e
                        JOIN tightened_decision t ON t.earlier = e.id
                        JOIN decision d ON d.id = t.decision_id AND d.outcome IN ('REJECT', 'MODIFY')
                        JOIN content c ON c.id = d.content_id AND c.revision = d.revision AND c.standing_decision = d.id
                        WHERE NOT EXISTS (SELECT FROM content n WHERE n.id = c.id AND n.revision > c.revision)
                        ORDER BY d.seq DESC LIMIT ?
                        """)
                .params(Columns.column(ended, DecisionId::value), COMPARED)
                .query((row, index) -> new Carried(
                        DecisionRow.MAPPER.mapRow(row, index), Outcome.valueOf(row.getString("stages_outcome"))))
                .list();
    }

    /**
     * What is behind an automatic decision that became stricter.
     *
     * @param earlier the human's decision
     * @param stages  the outcome of the stages alone
     * @param lifted  whether the human's decision restricts nothing any more
     */
    record Behind(DecisionId earlier, Outcome stages, boolean lifted) {}

    /** What is behind those of these decisions that became stricter. */
    Map<DecisionId, Behind> behind(Collection<DecisionId> automatic) {
        Map<DecisionId, Behind> behind = new HashMap<>();
        jdbc.sql("""
                        SELECT t.*, r.lifted_by IS NOT NULL AS lifted FROM tightened_decision t LEFT JOIN restriction r ON r.decision_id = t.earlier
                        WHERE t.decision_id = ANY (?::uuid[])
                        """)
                .param(Columns.column(automatic, DecisionId::value))
                .query((row, index) -> behind.put(
                        new DecisionId(Columns.uuid(row, "decision_id")),
                        new Behind(
                                new DecisionId(Columns.uuid(row, "earlier")),
                                Outcome.valueOf(row.getString("stages_outcome")),
                                row.getBoolean("lifted"))))
                .list();
        return behind;
    }

    /** Notes the recorded decisions that became stricter, each with the decision that caused it and with the outcome of the stages. */
    void noteTightened(Map<DecisionId, Tightened> byDecision) {
        jdbc.sql("""
                        INSERT INTO tightened_decision (decision_id, earlier, stages_outcome)
                        SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::text[])
                        """)
                .params(
                        Columns.column(byDecision.keySet(), DecisionId::value),
                        Columns.column(byDecision.values(), Tightened::earlier),
                        Columns.column(
                                byDecision.values(), each -> each.stages().name()))
                .update();
    }
}

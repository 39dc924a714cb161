package io.moderato.suggestion.store;

import io.moderato.access.store.Actor;
import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import io.moderato.event.Event;
import io.moderato.event.EventType;
import io.moderato.event.store.Events;
import io.moderato.feedback.store.FeedbackLog;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Moderators accept suggestions or refuse them. Only what was accepted is a label, for error rates and for training (decision 26). */
@Repository
public class Adjudications {
    private static final String IS_MODERATOR = "hasRole('MODERATOR') and #moderator.username() == authentication.name";

    private final JdbcClient jdbc;
    private final FeedbackLog feedback;
    private final Events events;
    private final AuditTrail audit;

    Adjudications(JdbcClient jdbc, FeedbackLog feedback, Events events, AuditTrail audit) {
        this.jdbc = jdbc;
        this.feedback = feedback;
        this.events = events;
        this.audit = audit;
    }

    /** The suggestions that wait in the moderator's communities, the oldest first. */
    @PreAuthorize(IS_MODERATOR)
    public List<Suggestion> waiting(Actor moderator, int limit) {
        return jdbc.sql("""
                        WITH s AS (SELECT * FROM suggestion WHERE state = 'OPEN' AND community_id = ANY (?) ORDER BY given_at, id LIMIT ?)
                        SELECT s.*, k.name AS key_name, past.accepted AS key_accepted, past.decided AS key_decided
                        FROM s
                        JOIN api_key k ON k.id = s.api_key_id
                        LEFT JOIN (SELECT api_key_id, count(*) FILTER (WHERE state = 'ACCEPTED') AS accepted, count(*) AS decided
                                   FROM suggestion WHERE state <> 'OPEN' AND api_key_id IN (SELECT api_key_id FROM s)
                                   GROUP BY api_key_id) AS past
                            ON past.api_key_id = s.api_key_id
                        ORDER BY s.given_at, s.id
                        """)
                .params(communities(moderator), limit)
                .query(SuggestionRow::suggestion)
                .list();
    }

    /** How many wait in the moderator's communities. */
    @PreAuthorize(IS_MODERATOR)
    public int waiting(Actor moderator) {
        return jdbc.sql("SELECT count(*) FROM suggestion WHERE state = 'OPEN' AND community_id = ANY (?)")
                .param(communities(moderator))
                .query(Integer.class)
                .single();
    }

    /**
     * Finds suggested scores right. They become labels of the text; where the client named a content of ours that has the same text, they
     * are feedback about its automatic decision, too.
     *
     * @param seen       when the suggestion was given that the moderator saw
     * @param attributes the attributes whose scores are right; the other scores of the suggestion become nothing
     * @throws ProblemException INVALID_FIELD if no attribute of the suggestion is named, NOT_FOUND for another community's, WRONG_STATE if
     *     a colleague was faster, CHANGED_MEANWHILE if the client has sent other scores since
     */
    @PreAuthorize(IS_MODERATOR)
    @Transactional
    public void accept(Actor moderator, UUID id, Instant seen, Set<String> attributes) {
        Suggestion suggestion = require(moderator, id, seen);
        List<SuggestedScore> right = suggestion.scores().stream()
                .filter(score -> attributes.contains(score.attribute()))
                .toList();
        if (right.isEmpty()) {
            throw ProblemException.invalidField("/attributes", "Choose at least one score that is right, or refuse.");
        }
        decide(moderator, suggestion, "ACCEPTED", right);
        feedback.fromSuggestion(
                suggestion.community(),
                suggestion.clientToken(),
                suggestion.text(),
                SuggestionRow.labels(right),
                moderator.username());
    }

    /**
     * Finds all suggested scores wrong, or not worth a label. Nothing follows from them.
     *
     * @throws ProblemException as {@link #accept} does
     */
    @PreAuthorize(IS_MODERATOR)
    @Transactional
    public void refuse(Actor moderator, UUID id, Instant seen) {
        decide(moderator, require(moderator, id, seen), "REFUSED", List.of());
    }

    /**
     * The labelled texts of a community in the order of their ids, those after that one.
     *
     * @param after null to begin
     */
    @PreAuthorize("hasRole('ADMIN')")
    public List<LabelledSuggestion> labelled(CommunityId community, @Nullable UUID after, int limit) {
        return jdbc.sql("""
                        SELECT id, text, language, scores, accepted FROM suggestion
                        WHERE community_id = ? AND state = 'ACCEPTED' AND (?::uuid IS NULL OR id > ?) ORDER BY id LIMIT ?
                        """)
                .params(Columns.values(community.value(), after, after, limit))
                .query(SuggestionRow::labelled)
                .list();
    }

    /** How many labelled texts a community has. */
    @PreAuthorize("hasRole('ADMIN')")
    public int labelled(CommunityId community) {
        return jdbc.sql("SELECT count(*) FROM suggestion WHERE community_id = ? AND state = 'ACCEPTED'")
                .param(community.value())
                .query(Integer.class)
                .single();
    }

    private Suggestion require(Actor moderator, UUID id, Instant seen) {
        Suggestion found = jdbc.sql("""
                        SELECT s.*, k.name AS key_name, 0 AS key_accepted, 0 AS key_decided
                        FROM suggestion s JOIN api_key k ON k.id = s.api_key_id WHERE s.id = ? AND s.community_id = ANY (?)
                        FOR UPDATE OF s
                        """)
                .params(id, communities(moderator))
                .query(SuggestionRow::suggestion)
                .optional()
                .orElseThrow(() -> ProblemException.notFound("suggestion"));
        if (!found.givenAt().equals(seen)) {
            throw new ProblemException(
                    ProblemKey.CHANGED_MEANWHILE,
                    "The client has sent other scores for this text since you saw it. Look at them and decide again.");
        }
        return found;
    }

    private void decide(Actor moderator, Suggestion suggestion, String state, List<SuggestedScore> right) {
        List<String> attributes =
                right.stream().map(SuggestedScore::attribute).sorted().toList();
        int decided = jdbc.sql("""
                        UPDATE suggestion SET state = ?, accepted = ?, decided_at = now(), decided_by = ?
                        WHERE id = ? AND state = 'OPEN'
                        """)
                .params(state, Columns.column(attributes, each -> each), moderator.username(), suggestion.id())
                .update();
        if (decided == 0) {
            throw new ProblemException(
                    ProblemKey.WRONG_STATE,
                    "A colleague has decided about this suggestion already. Nothing was changed.");
        }
        Map<String, String> detail = Map.of("attributes", String.join(", ", attributes));
        String act = right.isEmpty() ? "suggestion.refuse" : "suggestion.accept";
        audit.record(moderator.username(), act, suggestion.id().toString(), suggestion.community(), detail);
        events.raise(new Event(
                EventType.SUGGESTION_DECIDED,
                suggestion.community(),
                null,
                suggestion.id().toString(),
                Map.of("outcome", state.toLowerCase(java.util.Locale.ROOT))));
    }

    private static String[] communities(Actor moderator) {
        return Columns.column(moderator.communities(), CommunityId::value);
    }
}

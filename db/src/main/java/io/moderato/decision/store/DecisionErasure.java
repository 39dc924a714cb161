package io.moderato.decision.store;

import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.erasure.ErasureParticipant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Takes the words out of decisions and forgets the texts that were restricted. Outcomes, scores, categories and who decided when stay. */
@Repository
class DecisionErasure implements ErasureParticipant {
    private final JdbcClient jdbc;

    DecisionErasure(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean eraseContents(List<ContentId> contents, int atMost) {
        String[] ids = Columns.column(contents, ContentId::value);
        int restrictions = jdbc.sql("""
                        DELETE FROM restriction WHERE decision_id IN (
                            SELECT decision_id FROM restriction WHERE content_id = ANY (?::uuid[]) LIMIT ?)
                        """).params(ids, atMost).update();
        int first = empty(ids, "supersedes IS NULL", atMost);
        int later = empty(ids, "supersedes IS NOT NULL", atMost);
        return restrictions < atMost && first < atMost && later < atMost;
    }

    /** Each of the two conditions has an index of its own. */
    private int empty(String[] contents, String which, int atMost) {
        return jdbc.sql("""
                        UPDATE decision d SET note = NULL, matches = '[]',
                            modified_text = CASE WHEN outcome = 'MODIFY' THEN '' END,
                            reasons = (SELECT jsonb_agg(jsonb_set(reason, '{text}', '"Erased"') ORDER BY place)
                                       FROM jsonb_array_elements(d.reasons) WITH ORDINALITY AS r (reason, place))
                        WHERE id IN (SELECT id FROM decision WHERE content_id = ANY (?::uuid[]) AND %s
                                     AND jsonb_path_exists(reasons, '$[*].text ? (@ != "Erased")') LIMIT ?)
                        """.formatted(which)).params(contents, atMost).update();
    }
}

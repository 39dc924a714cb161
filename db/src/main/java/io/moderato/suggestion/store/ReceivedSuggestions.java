package io.moderato.suggestion.store;

import io.moderato.access.store.ApiKey;
import io.moderato.database.Columns;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Takes suggestions in. What is kept here is nobody's label yet: {@link Adjudications} makes labels of it. */
@Repository
public class ReceivedSuggestions {
    private final JdbcClient jdbc;
    private final SuggestionSettings settings;

    ReceivedSuggestions(JdbcClient jdbc, SuggestionSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /**
     * Keeps a suggestion for the moderators of the key's community. The same text from the same key waits once: other scores take the place
     * of those that wait.
     *
     * @throws ProblemException RATE_LIMITED if as many of that key wait as may
     */
    @Transactional
    public void keep(ApiKey key, NewSuggestion given) {
        // two calls of one key that come together count one after the other
        jdbc.sql("SELECT FROM api_key WHERE id = ? FOR NO KEY UPDATE")
                .param(key.id())
                .query()
                .listOfRows();
        String scores = Columns.json(given.scores());
        if (replace(key, given, scores) > 0) {
            return;
        }
        int waiting = jdbc.sql("SELECT count(*) FROM suggestion WHERE api_key_id = ? AND state = 'OPEN'")
                .param(key.id())
                .query(Integer.class)
                .single();
        if (waiting >= settings.mostWaiting()) {
            throw new ProblemException(
                    ProblemKey.RATE_LIMITED,
                    "%,d suggestions of this key wait for a moderator, and no more are kept. Send further ones when some are decided."
                            .formatted(waiting));
        }
        jdbc.sql("""
                        INSERT INTO suggestion (id, community_id, api_key_id, text, parent_text, scores, language, model_version,
                                                client_community, client_token)
                        VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)
                        """)
                .params(Columns.values(
                        UUID.randomUUID(),
                        key.community().value(),
                        key.id(),
                        given.text(),
                        given.parentText(),
                        scores,
                        given.language(),
                        given.modelVersion(),
                        given.clientCommunity(),
                        given.clientToken()))
                .update();
    }

    private int replace(ApiKey key, NewSuggestion given, String scores) {
        return jdbc.sql("""
                        UPDATE suggestion SET scores = ?::jsonb, parent_text = ?, language = ?, model_version = ?, client_community = ?,
                               client_token = ?, given_at = clock_timestamp()
                        WHERE api_key_id = ? AND md5(text) = md5(?) AND state = 'OPEN'
                        """)
                .params(Columns.values(
                        scores,
                        given.parentText(),
                        given.language(),
                        given.modelVersion(),
                        given.clientCommunity(),
                        given.clientToken(),
                        key.id(),
                        given.text()))
                .update();
    }
}

package io.moderato.batch.command;

import io.moderato.archive.store.DatabaseLogin;
import io.moderato.content.ContentId;
import io.moderato.decision.DecisionId;
import io.moderato.decision.Outcome;
import io.moderato.embedded.TestServers;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The database of a platform with contents in it, on a real PostgreSQL. */
final class PlatformDatabase {
    static final String COMMUNITY = "herons";

    private final String url = TestServers.newDatabase();
    private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url));

    /** A database with the newest schema and one community with the default policy, version 4, and a list, version 9. */
    PlatformDatabase() {
        Flyway.configure().dataSource(url, null, null).load().migrate();
        jdbc.sql("INSERT INTO community (id, name, policy_version, rules_version) VALUES (?, 'Herons', 4, 9)")
                .param(COMMUNITY)
                .update();
        jdbc.sql("""
                        INSERT INTO policy (community_id, version, thresholds, note, published_by)
                        VALUES (?, 4, '{"insult": {"reviewAbove": 0.5, "rejectAbove": 0.9}}', '', 'admin')
                        """).param(COMMUNITY).update();
        UUID list = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO blocklist (id, community_id, name, kind, category, action)
                        VALUES (?, ?, 'Birds', 'KEYWORD', 'spam', 'REJECT')
                        """).params(list, COMMUNITY).update();
        jdbc.sql("INSERT INTO blocklist_term (blocklist_id, term, added_by) VALUES (?, 'heron', 'admin')")
                .param(list)
                .update();
    }

    /** Its owner. */
    JdbcClient jdbc() {
        return jdbc;
    }

    /** As a job logs in. */
    DatabaseLogin login() {
        Map<String, String> owner = TestServers.databaseSettings(url);
        return new DatabaseLogin(
                owner.get("spring.datasource.url"),
                owner.get("moderato.database.schema.user"),
                owner.get("moderato.database.schema.password"));
    }

    /** A content that the stages decided so. */
    ContentId content(String author, String text, Outcome outcome) {
        ContentId content = ContentId.next();
        jdbc.sql("""
                        INSERT INTO content (id, revision, community_id, external_id, author_id, type, text, resend_at)
                        VALUES (?, 1, ?, ?, ?, 'comment', ?, now())
                        """)
                .params(content.value(), COMMUNITY, content.toString(), author, text)
                .update();
        decide(content, outcome, true, null);
        return content;
    }

    /** A human decides otherwise; the label is kept. */
    void reviewed(ContentId content, Outcome outcome, String... categories) {
        UUID automatic = jdbc.sql("SELECT standing_decision FROM content WHERE id = ?")
                .param(content.value())
                .query(UUID.class)
                .single();
        decide(content, outcome, false, automatic);
        jdbc.sql("""
                        INSERT INTO feedback (id, community_id, content_id, revision, decision_id, source, predicted, actual, categories, given_by)
                        SELECT gen_random_uuid(), community_id, content_id, revision, id, 'REVIEW', outcome, ?, ?::text[], 'mod' FROM decision WHERE id = ?
                        """)
                .params(outcome.name(), "{" + String.join(",", categories) + "}", automatic)
                .update();
    }

    private void decide(ContentId content, Outcome outcome, boolean automatic, UUID supersedes) {
        UUID id = DecisionId.next().value();
        jdbc.sql("""
                        INSERT INTO decision (id, community_id, content_id, revision, outcome, confidence, reasons, scores, modified_text, matches,
                            stage, cached, automatic, decided_by, supersedes)
                        VALUES (?, ?, ?, 1, ?, 0.9, '[{"text": "A reason", "category": "insult", "stage": "MlClassifier"}]', '{"insult": 0.4, "threat": 0.1}', ?, '[]',
                            'MlClassifier', false, ?, ?, ?)
                        """)
                .params(java.util.Arrays.asList(
                        id,
                        COMMUNITY,
                        content.value(),
                        outcome.name(),
                        outcome == Outcome.MODIFY ? "•••" : null,
                        automatic,
                        automatic ? null : "mod",
                        supersedes))
                .update();
        jdbc.sql("UPDATE content SET status = 'DECIDED', standing_decision = ? WHERE id = ?")
                .params(id, content.value())
                .update();
    }
}

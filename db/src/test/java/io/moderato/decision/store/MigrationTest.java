package io.moderato.decision.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.embedded.TestServers;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Data that version 1 kept by revision is kept by content, and nothing is lost. */
class MigrationTest {
    private static final String REASONS = "[{\"text\":\"Because\",\"stage\":\"MlClassifier\"}]";

    private final DriverManagerDataSource database = new DriverManagerDataSource(TestServers.newDatabase());
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final UUID moderator = UUID.randomUUID();

    @Test
    void carriesOpenCasesReportsAndRestrictionsOver() {
        migrate(MigrationVersion.fromVersion("1"));
        jdbc.sql("INSERT INTO community (id, name) VALUES ('main', 'Main')").update();
        jdbc.sql(
                        "INSERT INTO account (id, username, display_name, password_hash, role) VALUES (?, 'mod', 'Mod', '-', 'MODERATOR')")
                .param(moderator)
                .update();
        UUID appealed = content("Removed once", "Removed once, edited");
        UUID first = decision(appealed, 1, "REJECT", null);
        UUID rejected = decision(appealed, 1, "REJECT", first);
        decision(appealed, 2, "REVIEW", null);
        UUID appealCase = openCase(appealed, 1, "APPEAL", 7);
        UUID doubtCase = openCase(appealed, 2, "AUTOMATIC", 10);
        UUID other = content("One", "Two");
        decision(other, 1, "APPROVE", null);
        UUID older = openCase(other, 1, "REPORT", 8);
        decision(other, 2, "REVIEW", null);
        UUID newer = openCase(other, 2, "AUTOMATIC", 6);
        UUID single = content("Alone");
        decision(single, 1, "REVIEW", null);
        UUID singleCase = openCase(single, 1, "AUTOMATIC", 5);
        UUID dismissed = report(other, 1, "bob");
        UUID approval = decision(
                other,
                1,
                "APPROVE",
                jdbc.sql("SELECT id FROM decision WHERE content_id = ? AND revision = 1")
                        .param(other)
                        .query(UUID.class)
                        .single());
        UUID waiting = report(other, 2, "bob");

        migrate(MigrationVersion.LATEST);

        assertThat(openCases()).containsExactlyInAnyOrder(appealCase, newer, singleCase);
        assertThat(text(
                        "SELECT revision || ' ' || causes::text || ' ' || priority FROM review_case WHERE id = ?",
                        appealCase))
                .isEqualTo("1 {APPEAL,AUTOMATIC} 10");
        assertThat(text(
                        "SELECT revision || ' ' || causes::text || ' ' || priority FROM review_case WHERE id = ?",
                        newer))
                .isEqualTo("2 {AUTOMATIC,REPORT} 8");
        assertThat(text("SELECT state || ' ' || merged_into FROM review_case WHERE id = ?", doubtCase))
                .isEqualTo("RESOLVED " + appealCase);
        assertThat(text("SELECT state || ' ' || merged_into FROM review_case WHERE id = ?", older))
                .isEqualTo("RESOLVED " + newer);
        assertThat(jdbc.sql("SELECT subject FROM audit_event WHERE action = 'case.merge'")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder(doubtCase.toString(), older.toString());
        assertThat(text("SELECT dismissed || ' ' || answered_by FROM report WHERE id = ?", dismissed))
                .isEqualTo("true " + approval);
        assertThat(text("SELECT dismissed || ' ' || (answered_by IS NULL) FROM report WHERE id = ?", waiting))
                .isEqualTo("false true");
        assertThat(text(
                        "SELECT letters || ' ' || (lifted_by IS NULL) FROM restriction WHERE decision_id = ?",
                        rejected))
                .isEqualTo("removedonce true");
        assertThat(jdbc.sql("SELECT count(*) FROM restriction")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void whatKafkaWasStillToBeToldOfBecomesEventsInTheirOrder() {
        migrate(MigrationVersion.fromVersion("5"));
        jdbc.sql("INSERT INTO community (id, name) VALUES ('main', 'Main')").update();
        jdbc.sql(
                        "INSERT INTO account (id, username, display_name, password_hash, role) VALUES (?, 'mod', 'Mod', '-', 'MODERATOR')")
                .param(moderator)
                .update();
        UUID content = content("One");
        UUID first = decision(content, 1, "APPROVE", null);
        UUID second = decision(content, 1, "REJECT", first);
        jdbc.sql("INSERT INTO decision_announcement (decision_id) VALUES (?), (?)")
                .params(second, first)
                .update();

        migrate(MigrationVersion.LATEST);

        assertThat(jdbc.sql("SELECT type || ' ' || subject || ' ' || content_id FROM event ORDER BY tx, seq")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "content.decided " + second + " " + content, "content.decided " + first + " " + content);
    }

    private void migrate(MigrationVersion target) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .javaMigrations(new RestrictionsOfEarlierDays())
                .target(target)
                .load()
                .migrate();
    }

    private UUID content(String... texts) {
        UUID id = UUID.randomUUID();
        for (int i = 0; i < texts.length; i++) {
            jdbc.sql("""
                            INSERT INTO content (id, revision, community_id, external_id, author_id, type, text, resend_at)
                            VALUES (?, ?, 'main', ?, 'ada', 'comment', ?, now())
                            """).params(id, i + 1, id.toString(), texts[i]).update();
        }
        return id;
    }

    private UUID decision(UUID content, int revision, String outcome, @Nullable UUID supersedes) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO decision (id, community_id, content_id, revision, outcome, confidence, reasons, scores, matches, stage,
                                              cached, automatic, decided_by, decided_by_id, supersedes)
                        VALUES (?, 'main', ?, ?, ?, 0.9, ?::jsonb, '{}', '[]', 'x', false, ?, ?, ?, ?)
                        """)
                .params(java.util.Arrays.asList(
                        id,
                        content,
                        revision,
                        outcome,
                        REASONS,
                        supersedes == null,
                        supersedes == null ? null : "mod",
                        supersedes == null ? null : moderator,
                        supersedes))
                .update();
        jdbc.sql("UPDATE content SET status = 'DECIDED', standing_decision = ? WHERE id = ? AND revision = ?")
                .params(id, content, revision)
                .update();
        return id;
    }

    private UUID openCase(UUID content, int revision, String cause, int priority) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO review_case (id, community_id, content_id, revision, causes, priority, priority_parts, rank_at, due_at)
                        VALUES (?, 'main', ?, ?, ARRAY[?], ?, '[]', now(), now())
                        """).params(id, content, revision, cause, priority).update();
        return id;
    }

    private UUID report(UUID content, int revision, String reporter) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO report (id, community_id, content_id, revision, reporter_id, reason)
                        VALUES (?, 'main', ?, ?, ?, 'Rude')
                        """).params(id, content, revision, reporter).update();
        return id;
    }

    private List<UUID> openCases() {
        return jdbc.sql("SELECT id FROM review_case WHERE state <> 'RESOLVED'")
                .query(UUID.class)
                .list();
    }

    private String text(String sql, UUID id) {
        return jdbc.sql(sql).param(id).query(String.class).single();
    }
}

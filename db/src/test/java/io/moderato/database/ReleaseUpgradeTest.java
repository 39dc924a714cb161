package io.moderato.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.access.store.Accounts;
import io.moderato.access.store.Actor;
import io.moderato.appeal.store.AppealState;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentStatus;
import io.moderato.content.store.Contents;
import io.moderato.content.store.StoredContent;
import io.moderato.decision.Decision;
import io.moderato.decision.ModelUse;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Provenance;
import io.moderato.decision.Reason;
import io.moderato.decision.Scores;
import io.moderato.decision.UnexaminedReason;
import io.moderato.decision.store.AutomaticDecision;
import io.moderato.decision.store.Decisions;
import io.moderato.embedded.TestServers;
import io.moderato.policy.ChainRule;
import io.moderato.policy.store.PoliciesInForce;
import io.moderato.review.opening.Cause;
import io.moderato.review.store.QueueEntry;
import io.moderato.review.store.QueueFilter;
import io.moderato.review.store.ReviewQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A database of an earlier release is migrated at the start, and all its work goes on. */
@SpringBootTest(classes = StoreTest.Stores.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ReleaseUpgradeTest {
    private static final CommunityId MAIN = new CommunityId("main");
    private static final ContentId QUEUED = ContentId.parse("019f0000-0000-7000-8000-00000000000a");

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Contents contents;

    @Autowired
    Decisions decisions;

    @Autowired
    Accounts accounts;

    @Autowired
    PoliciesInForce policies;

    @Autowired
    ReviewQueue queue;

    @DynamicPropertySource
    static void earlierRelease(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", Earlier::url);
    }

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void keepsEveryContentWithItsDecisions() {
        assertThat(count("content")).isEqualTo(Earlier.rows("content"));
        assertThat(count("decision WHERE content_id <> '" + QUEUED + "'")).isEqualTo(Earlier.rows("decision"));
        assertThat(count("report")).isEqualTo(Earlier.rows("report"));
        assertThat(count("appeal")).isEqualTo(Earlier.rows("appeal"));
        assertThat(count("feedback")).isEqualTo(Earlier.rows("feedback"));
        Content edited = byExternalId("old-edit");
        assertThat(edited.revision()).isEqualTo(2);
        assertThat(decisions.history(edited.id())).hasSize(2).allSatisfy(decision -> {
            assertThat(decision.result().unexamined()).isEmpty();
            assertThat(decision.result().detectedLanguage()).isNull();
            assertThat(decision.result().provenance().models())
                    .containsExactly(new ModelUse("MlClassifier", "5fc23e37e2ce"));
        });
    }

    @Test
    void decidesWhatWasAcceptedBefore() {
        StoredContent queued = contents.find(QUEUED, 1).orElseThrow();
        assertThat(queued.status()).isEqualTo(ContentStatus.QUEUED);
        jdbc.sql("UPDATE content SET resend_at = now() - interval '1 second' WHERE id = ?")
                .param(QUEUED.value())
                .update();
        assertThat(contents.takeDueForResend(100, Duration.ofMinutes(1)))
                .extracting(due -> due.content().id())
                .contains(QUEUED);
        ModerationResult harmless = ModerationResult.of(
                Outcome.APPROVE,
                0.9,
                List.of(new Reason("Passed all moderation checks", null, "Pipeline")),
                Scores.NONE,
                new Provenance("Pipeline", null, List.of(new ModelUse("MlClassifier", "m1")), 1, 1L, false));
        Decision decided = decisions
                .recordAutomatic(List.of(new AutomaticDecision(queued.content(), harmless)))
                .getFirst();
        assertThat(contents.find(QUEUED, 1).orElseThrow().standingDecision()).isEqualTo(decided.id());
    }

    @Test
    void givesEachContentOneOpenCaseWithAllThatOpenedIt() {
        Actor moderator = accounts.find("moderator").orElseThrow().actor();
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken("moderator", null, "ROLE_MODERATOR"));
        List<QueueEntry> entries = queue.list(moderator, QueueFilter.ALL, 0, 100);
        assertThat(entries).extracting(entry -> entry.reviewCase().content()).doesNotHaveDuplicates();
        Content removed = byExternalId("old-removed");
        assertThat(entries.stream()
                        .filter(entry -> entry.reviewCase().content().equals(removed.id()))
                        .findFirst()
                        .orElseThrow()
                        .reviewCase()
                        .causes())
                .containsExactlyInAnyOrder(Cause.APPEAL, Cause.REPORT);
        assertThat(jdbc.sql("SELECT state FROM appeal WHERE content_id = ?")
                        .param(removed.id().value())
                        .query(String.class)
                        .single())
                .isEqualTo(AppealState.RECEIVED.name());
    }

    @Test
    void decidesByTheSamePolicyWithTheNewDefaults() {
        var policy = policies.of(MAIN);
        assertThat(policy.version()).isEqualTo(1);
        assertThat(policy.thresholds()).isNotEmpty();
        assertThat(policy.terms().chain()).isEqualTo(ChainRule.STRICTEST_WINS);
        assertThat(policy.terms().outcomeOf(UnexaminedReason.NO_IMAGE_MODEL)).isEqualTo(Outcome.REVIEW);
    }

    @Test
    void letsKeysReportThatCouldBefore() {
        assertThat(jdbc.sql("SELECT count(*) FROM api_key WHERE 'APPEALS' = ANY (scopes)")
                        .query(Integer.class)
                        .single())
                .isPositive();
        assertThat(jdbc.sql("SELECT count(*) FROM api_key WHERE 'APPEALS' = ANY (scopes) <> ('REPORT' = ANY (scopes))")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void leavesOneLabelOfEachSourceStanding() {
        assertThat(count("feedback WHERE superseded_at IS NULL"))
                .isEqualTo(count("(SELECT DISTINCT decision_id, source FROM feedback) AS labels"))
                .isPositive();
    }

    private Content byExternalId(String externalId) {
        return jdbc.sql("SELECT id FROM content WHERE external_id = ? ORDER BY revision DESC LIMIT 1")
                .param(externalId)
                .query(java.util.UUID.class)
                .optional()
                .flatMap(id -> contents.find(MAIN, new ContentId(id)))
                .orElseThrow()
                .content();
    }

    private int count(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table).query(Integer.class).single();
    }

    /** The database of the earlier release. It is filled once, before the stores migrate it. */
    private static final class Earlier {
        private static final List<String> STATEMENTS = statements();
        private static final String URL = filled();

        static String url() {
            return URL;
        }

        static int rows(String table) {
            return (int) STATEMENTS.stream()
                    .filter(statement -> statement.startsWith("INSERT INTO " + table + " "))
                    .count();
        }

        private static List<String> statements() {
            try (var dump = Objects.requireNonNull(
                    ReleaseUpgradeTest.class.getResourceAsStream("release-before-unexamined.sql"))) {
                return new String(dump.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith("INSERT"))
                        .toList();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        private static String filled() {
            String url = TestServers.newDatabase();
            DriverManagerDataSource database = new DriverManagerDataSource(url);
            Flyway.configure()
                    .dataSource(database)
                    .locations("classpath:db/migration")
                    .target("1")
                    .load()
                    .migrate();
            JdbcClient jdbc = JdbcClient.create(database);
            STATEMENTS.forEach(statement -> jdbc.sql(statement).update());
            // rows with given numbers do not move the sequences
            Map.of("audit_event", "id", "blocklist_term", "id", "decision", "seq")
                    .forEach((table, column) -> jdbc.sql(
                                    "SELECT setval(pg_get_serial_sequence('%s', '%s'), max(%s)) FROM %s"
                                            .formatted(table, column, column, table))
                            .query(Long.class)
                            .single());
            return url;
        }
    }
}

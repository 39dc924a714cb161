package io.moderato.retention.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.access.store.Actor;
import io.moderato.access.store.Role;
import io.moderato.appeal.store.Appeals;
import io.moderato.archive.applying.ApplicationTerms;
import io.moderato.archive.applying.Applications;
import io.moderato.archive.store.ArchiveRuns;
import io.moderato.archive.store.ProposedChange;
import io.moderato.archive.store.RunKind;
import io.moderato.archive.store.RunReports;
import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.database.StoreTest;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.feedback.store.FeedbackLog;
import io.moderato.report.store.Reports;
import io.moderato.review.store.Resolution;
import io.moderato.review.store.ReviewCases;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Contents go when their time is over, with all that is about them, and never before. */
class RetentionTest extends StoreTest {
    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private RetentionWork work;

    @Autowired
    private Retentions retentions;

    @Autowired
    private Reports reports;

    @Autowired
    private Appeals appeals;

    @Autowired
    private FeedbackLog feedback;

    @Autowired
    private ReviewCases cases;

    @Autowired
    private AuditTrail audit;

    @Autowired
    private ArchiveRuns runs;

    @Autowired
    private RunReports runReports;

    @Autowired
    private Applications applications;

    private final CommunityId community =
            new CommunityId("r-" + UUID.randomUUID().toString().substring(0, 13));

    @Test
    void approvedGoesFirstThenRestrictedThenLabelled() {
        communities.bootstrap(community, "A community");
        Content approved = posted("approved", Outcome.APPROVE);
        Content restricted = posted("restricted", Outcome.REJECT);
        Content labelled = posted("labelled", Outcome.APPROVE);
        feedback.fromClient(community, labelled.id(), Outcome.APPROVE, Set.of(), null, "key:k");
        Content waiting = submit(community, comment("waiting", "text"));
        Content doubted = posted("doubted", Outcome.REVIEW);

        afterDays(89);
        assertThat(there(approved)).isTrue();
        afterDays(91);
        assertThat(there(approved)).isFalse();
        assertThat(there(restricted)).isTrue();
        afterDays(364);
        assertThat(there(restricted)).isTrue();
        afterDays(366);
        assertThat(there(restricted)).isFalse();
        assertThat(there(labelled)).isTrue();
        afterDays(731);
        assertThat(there(labelled)).isFalse();
        afterDays(36_000);
        assertThat(there(waiting)).as("what is not decided").isTrue();
        assertThat(there(doubted)).as("what waits for a human").isTrue();

        decided(waiting, Outcome.APPROVE, 0.9);
        afterDays(36_002);
        assertThat(there(waiting)).as("decided by now").isFalse();
    }

    @Test
    void everythingAboutAContentGoesWithIt() {
        communities.bootstrap(community, "A community");
        Content content = posted("everything", Outcome.REVIEW);
        reports.file(community, content.id(), null, "reporter", Category.INSULT, "reason");
        Actor moderator = moderator(community);
        resolve(moderator, Outcome.REJECT);
        UUID appeal = appeals.lodge(community, content.id(), "author", "appeal").id();
        assertThat(appeal).isNotNull();
        Content similar = posted("similar", Outcome.APPROVE);
        afterDays(36_000);
        assertThat(there(content)).as("with an open appeal").isTrue();
        Actor other = moderator(community);
        resolve(other, Outcome.APPROVE);
        feedback.fromClient(community, content.id(), Outcome.APPROVE, Set.of(), "note", "key:k");
        assertThat(tablesAbout(content.id())).contains("decision", "report", "appeal", "feedback", "restriction");

        afterDays(36_002);

        assertThat(tablesAbout(content.id())).isEmpty();
        assertThat(there(similar)).isFalse();
    }

    @Test
    void changeOfAContentKeepsItForItsTimeAgain() {
        communities.bootstrap(community, "A community");
        Content content = posted("changed", Outcome.APPROVE);
        // as if it had been posted long ago, and was edited today
        jdbc.sql("UPDATE content SET submitted_at = submitted_at - interval '80 days' WHERE id = ?")
                .param(content.id().value())
                .update();
        Content edited = submit(community, comment("changed", "another text"));
        decided(edited, Outcome.APPROVE, 0.9);
        afterDays(89);
        assertThat(there(content)).isTrue();
        afterDays(91);
        assertThat(there(content)).isFalse();
    }

    @Test
    void communityMayWantOtherTimes() {
        communities.bootstrap(community, "A community");
        CommunityId usual = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        retentions.choose(
                admin, community, retentions.of(community).orElseThrow().editVersion(), new KeepTimes(7, 2000, null));
        assertThat(retentions.of(community).orElseThrow().times()).isEqualTo(new KeepTimes(7, 2000, null));
        Content approved = posted("approved", Outcome.APPROVE);
        Content restricted = posted("restricted", Outcome.REJECT);
        Content ofAnother = submit(usual, comment("1", "text"));
        decided(ofAnother, Outcome.APPROVE, 0.9);

        afterDays(8);
        assertThat(there(approved)).isFalse();
        assertThat(there(ofAnother)).isTrue();
        afterDays(1999);
        assertThat(there(restricted)).isTrue();
        assertThat(there(ofAnother)).isFalse();
        afterDays(2001);
        assertThat(there(restricted)).isFalse();
    }

    @Test
    void contentThatSomebodyChangesJustNowWaits() {
        communities.bootstrap(community, "A community");
        Content content = posted("busy", Outcome.APPROVE);
        transaction.executeWithoutResult(status -> {
            jdbc.sql("SELECT id FROM content WHERE id = ? FOR UPDATE")
                    .param(content.id().value())
                    .query(row -> {});
            Thread other = Thread.ofPlatform().start(() -> afterDays(91));
            try {
                other.join();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        });
        assertThat(there(content)).isTrue();
        afterDays(93);
        assertThat(there(content)).isFalse();
    }

    @Test
    void decisionsOfAContentThatStaysCannotBeDeletedByTheServices() {
        communities.bootstrap(community, "A community");
        Content content = posted("kept", Outcome.APPROVE);
        assertThatThrownBy(() -> jdbc.sql("SET moderato.retention = 'on'; DELETE FROM decision WHERE content_id = '"
                                + content.id() + "'")
                        .update())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> owner().sql("DELETE FROM decision WHERE content_id = ?")
                        .param(content.id().value())
                        .update())
                .hasMessageContaining("append-only");
    }

    @Test
    void auditTrailGoesAfterYears() {
        communities.bootstrap(community, "A community");
        transaction.executeWithoutResult(
                status -> audit.record("somebody", "test.acted", "subject", community, Map.of()));
        afterDays(1094);
        assertThat(audited()).isEqualTo(1);
        afterDays(1096);
        assertThat(audited()).isZero();
    }

    @Test
    void oldRunsOverTheArchiveGoWithWhatTheyFound() {
        communities.bootstrap(community, "A community");
        Content content = posted("changing", Outcome.REVIEW);
        UUID run = UUID.randomUUID();
        runs.begin(run, community, RunKind.RE_MODERATION, "root", "file:/out", "{}");
        runs.propose(
                run,
                List.of(new ProposedChange(
                        content.id(),
                        1,
                        decisions
                                .standing(contents.require(community, content.id()))
                                .orElseThrow()
                                .id(),
                        Outcome.REVIEW,
                        result(Outcome.REJECT, 0.9))));
        runs.finish(run, "{}");
        Actor admin = loggedIn(account(Role.ADMIN, community));
        UUID application = applications.propose(admin, run, new ApplicationTerms(1, 1, Set.of(), "why"));
        afterDays(36_000);
        assertThat(reports(admin, run)).as("with a waiting application").isTrue();
        applications.withdraw(admin, application);

        afterDays(364);
        assertThat(reports(admin, run)).isTrue();
        afterDays(36_000);
        assertThat(reports(admin, run)).isFalse();
        assertThat(there(content)).as("what it was about").isTrue();
    }

    private boolean reports(Actor admin, UUID run) {
        return runReports.find(admin, run).isPresent();
    }

    private Content posted(String externalId, Outcome outcome) {
        Content content = submit(community, comment(externalId, "text"));
        decided(content, outcome, 0.6);
        return content;
    }

    private void resolve(Actor moderator, Outcome outcome) {
        var mine = cases.claimNext(moderator).orElseThrow();
        cases.resolve(
                moderator,
                mine.id(),
                mine.revision(),
                new Resolution(outcome, "reason", outcome == Outcome.APPROVE ? null : Category.INSULT, null, null));
    }

    private void afterDays(int days) {
        work.forgetUntil(Instant.now().plus(Duration.ofDays(days)));
    }

    private boolean there(Content content) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM content WHERE id = ?)")
                .param(content.id().value())
                .query(Boolean.class)
                .single();
    }

    private int audited() {
        return jdbc.sql("SELECT count(*) FROM audit_event WHERE community_id = ? AND action = 'test.acted'")
                .param(community.value())
                .query(Integer.class)
                .single();
    }

    /** The tables that have a row about that content; the log of events forgets it by itself within days. */
    private List<String> tablesAbout(ContentId content) {
        return jdbc.sql("""
                        SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'content_id'
                        AND table_name NOT LIKE 'event%' AND table_name <> 'kept_content'
                        """).query(String.class).list().stream()
                .filter(table -> jdbc.sql("SELECT EXISTS (SELECT FROM %s WHERE content_id = ?)".formatted(table))
                        .param(content.value())
                        .query(Boolean.class)
                        .single())
                .toList();
    }
}

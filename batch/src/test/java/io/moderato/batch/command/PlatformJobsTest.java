package io.moderato.batch.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.archive.reading.PastContents.Revisions;
import io.moderato.archive.store.DatabaseLogin;
import io.moderato.batch.BatchException;
import io.moderato.batch.input.Columns;
import io.moderato.batch.input.DatabaseReading;
import io.moderato.batch.input.PlatformSource;
import io.moderato.batch.input.Source;
import io.moderato.batch.input.TableSource;
import io.moderato.batch.job.ReModeration;
import io.moderato.batch.job.Report;
import io.moderato.batch.job.Request;
import io.moderato.batch.job.Setup;
import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.decision.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jobs over the database of a platform: what they read, what they tell the platform, and what they refuse. */
class PlatformJobsTest extends JobTest {
    private static final PlatformSource.Period ALWAYS = new PlatformSource.Period(null, null);

    private static PlatformDatabase database;

    @BeforeAll
    static void make() {
        database = new PlatformDatabase();
    }

    @Test
    void proposesWhatWouldBeDecidedOtherwiseUnlessAHumanDecided() throws IOException {
        ContentId same = database.content("a", "a crow", Outcome.APPROVE);
        ContentId changes = database.content("a", "a heron", Outcome.APPROVE);
        ContentId human = database.content("b", "another heron", Outcome.REVIEW);
        database.reviewed(human, Outcome.APPROVE);

        Report report = run(Request.Purpose.RE_MODERATION, platform(Revisions.NEWEST, 1), setup());

        assertThat(report.pieces()).isGreaterThanOrEqualTo(3);
        assertThat(ArchiveFiles.results(output))
                .filteredOn(line -> List.of(same, changes, human).stream()
                        .anyMatch(content ->
                                content.toString().equals(line.path("id").asString())))
                .extracting(line -> line.path("past").asString() + " "
                        + line.path("decision").asString() + " "
                        + line.path("revision").asInt() + " "
                        + line.path("policyVersion").asInt() + " "
                        + line.path("rulesVersion").asInt())
                .containsExactly("APPROVE APPROVE 1 4 9", "APPROVE REJECT 1 4 9", "REVIEW REJECT 1 4 9");
        assertThat(proposed(same)).isEmpty();
        assertThat(proposed(human)).isEmpty();
        assertThat(proposed(changes)).containsExactly("APPROVE REJECT");
        JsonNode kept = JsonMapper.shared()
                .readTree(database.jdbc()
                        .sql(
                                "SELECT report::text FROM archive_run WHERE kind = 'RE_MODERATION' AND state = 'FINISHED' ORDER BY began_at DESC LIMIT 1")
                        .query(String.class)
                        .single());
        assertThat(kept).isEqualTo(JsonMapper.shared().readTree(Files.readString(output.resolve("_report.json"))));
        assertThat(kept.path("job").path("input").path("community").asString()).isEqualTo(PlatformDatabase.COMMUNITY);
    }

    @Test
    void backTestsAgainstLabelsAndProposesNothing() {
        ContentId restricted = database.content("c", "an insult that no list has", Outcome.REJECT);
        ContentId wrong = database.content("c", "a heron at dusk", Outcome.APPROVE);
        database.reviewed(wrong, Outcome.REJECT, "spam");

        Report report = run(Request.Purpose.BACK_TEST, platform(Revisions.ALL, 100), setup());

        assertThat(report.knownErrors()).isNotNull();
        assertThat(report.knownErrors().path("mended").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(report.counts().of("compared", "byCategory", "insult", "nolonger"))
                .isEqualTo(1);
        assertThat(proposed(wrong)).isEmpty();
        assertThat(proposed(restricted)).isEmpty();
    }

    @Test
    void goesOnAfterAFailureUnderTheSameIdWithTheSamePieces() throws IOException {
        database.content("d", "a heron at night", Outcome.APPROVE);
        Source source = platform(Revisions.NEWEST, 2);
        database.jdbc()
                .sql("ALTER TABLE archive_change ADD CONSTRAINT refused CHECK (outcome <> 'REJECT') NOT VALID")
                .update();

        assertThatThrownBy(() -> run(Request.Purpose.RE_MODERATION, source, setup()))
                .isInstanceOf(BatchException.class)
                .hasMessageContaining("refused");
        assertThat(output).doesNotExist();
        database.jdbc()
                .sql("ALTER TABLE archive_change DROP CONSTRAINT refused")
                .update();
        database.content("d", "a heron that comes later", Outcome.APPROVE);
        String run = newestRun("RUNNING");

        Report report = run(Request.Purpose.RE_MODERATION, platform(Revisions.NEWEST, 2), setup());

        assertThat(newestRun("FINISHED")).isEqualTo(run);
        assertThat(report.rows()).isEqualTo(ArchiveFiles.results(output).size());
    }

    @Test
    void readsATableOfSomebodyElse() throws IOException {
        database.jdbc()
                .sql("CREATE TABLE posts (nr int PRIMARY KEY, body text)")
                .update();
        database.jdbc()
                .sql(
                        "INSERT INTO posts SELECT i, CASE WHEN i <> 5 THEN 'heron ' || i END FROM generate_series(1, 9) AS i")
                .update();

        Report report = run(
                Request.Purpose.RE_MODERATION,
                new TableSource(database.login(), "posts", new Columns("nr", "body", null, null), 4),
                Setup.ofNewCommunity());

        assertThat(report.rows()).isEqualTo(8);
        assertThat(report.pieces()).isEqualTo(3);
        assertThat(ArchiveFiles.malformed(output))
                .singleElement()
                .satisfies(row -> assertThat(row.path("nr").asString()).isEqualTo("5"));
    }

    @Test
    void saysWhatIsNotThere() {
        DatabaseLogin login = database.login();
        assertThatThrownBy(() -> platform(new CommunityId("nobody")))
                .hasMessageContaining("has no community nobody. It has herons.");
        DatabaseLogin wrong = new DatabaseLogin(login.url(), login.user(), "wrong");
        assertThatThrownBy(() -> new PlatformSource(
                        wrong, new CommunityId(PlatformDatabase.COMMUNITY), ALWAYS, Revisions.NEWEST, 10))
                .isInstanceOf(BatchException.class)
                .hasMessageContaining("cannot be read")
                .hasMessageContaining("password authentication failed");
        assertThatThrownBy(() -> run(
                        Request.Purpose.RE_MODERATION,
                        new TableSource(login, "nothing", new Columns("id", "text", null, null), 4),
                        Setup.ofNewCommunity()))
                .hasMessageContaining("There is no table nothing");
    }

    private static Source platform(CommunityId community) {
        return new PlatformSource(database.login(), community, ALWAYS, Revisions.NEWEST, 10);
    }

    private static Source platform(Revisions revisions, int pieceRows) {
        return new PlatformSource(
                database.login(), new CommunityId(PlatformDatabase.COMMUNITY), ALWAYS, revisions, pieceRows);
    }

    private static Setup setup() {
        CommunityId community = new CommunityId(PlatformDatabase.COMMUNITY);
        return DatabaseReading.in(
                database.login(), snapshot -> Setup.of(snapshot.policy(community), snapshot.rules(community)));
    }

    private Report run(Request.Purpose purpose, Source source, Setup setup) {
        return new ReModeration(spark(), new Request(purpose, source, output.toString(), setup, true, null, null))
                .run(NOBODY);
    }

    private static List<String> proposed(ContentId content) {
        return database.jdbc()
                .sql("SELECT DISTINCT standing_outcome || ' ' || outcome FROM archive_change WHERE content_id = ?")
                .param(content.value())
                .query(String.class)
                .list();
    }

    private static String newestRun(String state) {
        return database.jdbc()
                .sql("SELECT id::text FROM archive_run WHERE state = ? ORDER BY began_at DESC LIMIT 1")
                .param(state)
                .query(String.class)
                .single();
    }
}

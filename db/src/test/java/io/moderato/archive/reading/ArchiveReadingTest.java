package io.moderato.archive.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.access.store.Actor;
import io.moderato.archive.store.DatabaseLogin;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.database.StoreTest;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.feedback.store.FeedbackLog;
import io.moderato.feedback.store.FeedbackSource;
import io.moderato.problem.ProblemException;
import io.moderato.review.store.Resolution;
import io.moderato.review.store.ReviewCases;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each row of a table is in exactly one range, and of the platform only what was decided and is not erased. */
class ArchiveReadingTest extends StoreTest {
    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private FeedbackLog feedback;

    @Autowired
    private ReviewCases cases;

    @Autowired
    private Environment settings;

    private ArchiveSnapshot snapshot;
    private final Instant begin = Instant.now();

    @BeforeEach
    void open() {
        snapshot = ArchiveSnapshot.open(login());
    }

    @AfterEach
    void close() {
        snapshot.close();
    }

    @Test
    void eachRevisionIsInOneRangeHoweverSmallTheRangesAre() {
        CommunityId community = community();
        CommunityId other = community();
        List<Content> all = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            all.add(submit(community, comment("c-" + i, "text " + i)));
            decided(all.getLast(), Outcome.APPROVE, 0.9);
            decided(submit(other, comment("c-" + i, "text " + i)), Outcome.APPROVE, 0.9);
        }
        PastContents contents = snapshot.contents(community);

        for (int rows : new int[] {1, 2, 7, 1000}) {
            List<KeyRange> ranges = contents.ranges(begin, null, rows);
            assertThat(ranges).hasSizeGreaterThanOrEqualTo(46 / rows);
            assertThat(read(contents, ranges, PastContents.Revisions.NEWEST))
                    .extracting(PastContent::content)
                    .containsExactlyElementsOf(all);
        }
        assertThat(contents.ranges(Instant.now().plusSeconds(60), null, 10)).isEmpty();
        assertThat(contents.ranges(null, Instant.EPOCH, 10)).isEmpty();
    }

    @Test
    void tellsWhatWasDecidedAndWhatIsKnownToBeRight() {
        CommunityId community = community();
        Content wrong = submit(community, comment("wrong", "a text"));
        decided(wrong, Outcome.REJECT, 0.8);
        feedback.fromClient(community, wrong.id(), Outcome.APPROVE, Set.of(), null, "key");
        feedback.fromClient(community, wrong.id(), Outcome.REJECT, Set.of(Category.THREAT), null, "key");
        Content reviewed = submit(community, comment("reviewed", "another text"));
        decided(reviewed, Outcome.REVIEW, 0.6);
        Actor moderator = moderator(community);
        decided(submit(community, comment("plain", "third")), Outcome.APPROVE, 0.9);
        var claimed = cases.claimNext(moderator).orElseThrow();
        cases.resolve(
                moderator,
                claimed.id(),
                claimed.revision(),
                new Resolution(Outcome.REJECT, "reason", Category.INSULT, null, null));

        List<PastContent> found = read(snapshot.contents(community), ranges(community), PastContents.Revisions.NEWEST);

        assertThat(found).hasSize(3);
        PastContent first = found.getFirst();
        assertThat(first.automatic()).isEqualTo(Outcome.REJECT);
        assertThat(first.byHuman()).isFalse();
        assertThat(first.scored()).containsExactly(Category.INSULT);
        assertThat(first.label())
                .isEqualTo(new PastContent.Label(FeedbackSource.CLIENT, Outcome.REJECT, Set.of(Category.THREAT)));
        PastContent second = found.get(1);
        assertThat(second.automatic()).isEqualTo(Outcome.REVIEW);
        assertThat(second.byHuman()).isTrue();
        assertThat(second.standingOutcome()).isEqualTo(Outcome.REJECT);
        assertThat(second.label()).isNotNull();
        assertThat(found.getLast().label()).isNull();
    }

    @Test
    void readsTheNewestRevisionOrAll() {
        CommunityId community = community();
        decided(submit(community, comment("edited", "first")), Outcome.APPROVE, 0.9);
        decided(submit(community, comment("edited", "second")), Outcome.APPROVE, 0.9);
        decided(submit(community, comment("waiting", "first")), Outcome.APPROVE, 0.9);
        submit(community, comment("waiting", "second, not decided yet"));
        PastContents contents = snapshot.contents(community);

        assertThat(read(contents, ranges(community), PastContents.Revisions.NEWEST))
                .extracting(past -> past.content().text())
                .containsExactly("second");
        assertThat(read(contents, ranges(community), PastContents.Revisions.ALL))
                .extracting(past -> past.content().text())
                .containsExactly("first", "second", "first");
    }

    @Test
    void leavesOutWhatIsErasedOrAboutToBe() {
        CommunityId community = community();
        decided(submit(community, comment("stays", "one", "a text")), Outcome.APPROVE, 0.9);
        Content goes = submit(community, comment("goes", "two", "a text"));
        decided(goes, Outcome.APPROVE, 0.9);
        decided(submit(community, comment("later", "three", "a text")), Outcome.APPROVE, 0.9);
        jdbc.sql("UPDATE content SET status = 'ERASED', text = '' WHERE id = ?")
                .param(goes.id().value())
                .update();
        jdbc.sql(
                        "INSERT INTO erasure (id, community_id, author_id, asked_by) VALUES (gen_random_uuid(), ?, 'three', 'key')")
                .param(community.value())
                .update();

        assertThat(read(snapshot.contents(community), ranges(community), PastContents.Revisions.ALL))
                .extracting(past -> past.content().externalId())
                .containsExactly("stays");
    }

    @Test
    void seesOneStateWhateverIsWrittenMeanwhile() {
        CommunityId community = community();
        assertThat(snapshot.policy(community).version()).isEqualTo(1);
        decided(submit(community, comment("later", "a text")), Outcome.APPROVE, 0.9);

        assertThat(snapshot.contents(community).ranges(begin, null, 10)).isEmpty();
        assertThat(snapshot.rules(community).version()).isEqualTo(1);
        assertThatThrownBy(() -> snapshot.policy(new CommunityId("nowhere"))).isInstanceOf(ProblemException.class);
    }

    @Test
    void readsATableOfSomebodyElseInTheOrderOfItsKey() {
        owner().sql("CREATE TABLE \"Old posts\" (\"Post Id\" varchar(20) NOT NULL PRIMARY KEY, body text, size int)")
                .update();
        owner().sql(
                        "INSERT INTO \"Old posts\" SELECT 'p' || i, nullif('text ' || i, 'text 7'), i FROM generate_series(1, 25) AS i")
                .update();
        owner().sql("GRANT SELECT ON \"Old posts\" TO PUBLIC").update();
        ForeignTable table = snapshot.table("public.Old posts", "Post Id", "body");

        Set<String> ids = new HashSet<>();
        int rows = 0;
        for (KeyRange range : table.ranges(4)) {
            try (var found = table.rows(range)) {
                List<ForeignTable.Row> some = found.toList();
                rows += some.size();
                some.forEach(row -> ids.add(row.id() + " " + row.text()));
            }
        }

        assertThat(rows).isEqualTo(25);
        assertThat(ids).hasSize(25).contains("p1 text 1", "p7 null", "p25 text 25");
        assertThatThrownBy(() -> snapshot.table("Old posts", "size", "body"))
                .hasMessageContaining("has no unique index of its own");
        assertThatThrownBy(() -> snapshot.table("Old posts", "Post Id", "size"))
                .hasMessageContaining("is of the type integer");
        assertThatThrownBy(() -> snapshot.table("Old posts", "id", "body"))
                .hasMessageContaining("It has Post Id, body, size; --id names another one");
        assertThatThrownBy(() -> snapshot.table("x; DROP TABLE content", "id", "body"))
                .isInstanceOf(ArchiveReadingException.class)
                .hasMessageContaining("There is no table x; DROP TABLE content");
    }

    @Test
    void saysThatADatabaseDoesNotAnswer() {
        try (ArchiveSnapshot nowhere =
                ArchiveSnapshot.open(new DatabaseLogin("jdbc:postgresql://127.0.0.1:1/moderato", "nobody", "secret"))) {
            assertThatThrownBy(nowhere::isPlatform)
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageNotContaining("secret");
        }
    }

    private List<KeyRange> ranges(CommunityId community) {
        return snapshot.contents(community).ranges(begin, null, 100);
    }

    private static List<PastContent> read(
            PastContents contents, List<KeyRange> ranges, PastContents.Revisions revisions) {
        List<PastContent> all = new ArrayList<>();
        for (KeyRange range : ranges) {
            try (var found = contents.read(range, revisions)) {
                found.forEach(all::add);
            }
        }
        return all;
    }

    private DatabaseLogin login() {
        return new DatabaseLogin(
                settings.getRequiredProperty("spring.datasource.url"),
                settings.getRequiredProperty("spring.datasource.username"),
                settings.getRequiredProperty("spring.datasource.password"));
    }
}

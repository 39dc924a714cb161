package io.moderato.decision.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.moderato.community.CommunityId;
import io.moderato.database.StoreTest;
import io.moderato.decision.Decision;
import io.moderato.decision.DecisionId;
import io.moderato.decision.Outcome;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class DecisionFeedTest extends StoreTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DatabaseLives lives;

    @Test
    void skipsNothingWhileOthersWrite() throws Exception {
        CommunityId community = community();
        int writers = 4;
        int each = 25;
        Set<DecisionId> written = java.util.concurrent.ConcurrentHashMap.newKeySet();
        Set<DecisionId> seen = new HashSet<>();
        FeedCursor cursor = FeedCursor.START;
        try (var threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                String prefix = "w" + writer + "-";
                running.add(threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        written.add(decided(submit(community, comment(prefix + i, "t")), Outcome.APPROVE, 1)
                                .id());
                    }
                }));
            }
            while (seen.size() < writers * each) {
                FeedPage page = feed.after(community, cursor, 7);
                page.entries()
                        .forEach(entry ->
                                assertThat(seen.add(entry.decision().id())).isTrue());
                cursor = page.next();
                if (page.entries().isEmpty() && running.stream().allMatch(Future::isDone)) {
                    page = feed.after(community, cursor, 500);
                    page.entries().forEach(entry -> seen.add(entry.decision().id()));
                    cursor = page.next();
                    for (Future<?> writer : running) {
                        writer.get();
                    }
                }
            }
        }
        assertThat(seen).isEqualTo(written);
    }

    @Test
    void showsNobodyAnothersDecisions() {
        decided(submit(community(), comment("1", "a")), Outcome.APPROVE, 1);
        assertThat(feed.after(community(), FeedCursor.START, 10).entries()).isEmpty();
    }

    @Test
    void namesTheContentAsThePlatformDoes() {
        CommunityId community = community();
        decided(submit(community, comment("comment-4711", "a")), Outcome.APPROVE, 1);

        assertThat(all(community, 1).entries())
                .extracting(FeedPage.Entry::externalId)
                .containsExactly("comment-4711");
    }

    @Test
    void beginsAtATime() {
        CommunityId community = community();
        List<DecisionId> made = new ArrayList<>();
        Instant third = Instant.EPOCH;
        for (int i = 0; i < 5; i++) {
            Decision decision = decided(submit(community, comment("c" + i, "t")), Outcome.APPROVE, 1);
            made.add(decision.id());
            third = i == 2 ? decision.decidedAt() : third;
        }
        all(community, 5);

        assertThat(from(community, feed.since(community, third))).isEqualTo(made.subList(2, 5));
        assertThat(from(community, feed.since(community, Instant.EPOCH))).isEqualTo(made);
        assertThat(from(community, feed.since(community, Instant.now().plusSeconds(60))))
                .isEmpty();
    }

    @Test
    void leavesOutNothingThatBeganLaterAndCameIntoTheFeedEarlier() {
        CommunityId community = community();
        DecisionId one = decided(submit(community, comment("1", "t")), Outcome.APPROVE, 1)
                .id();
        Decision other = decided(submit(community, comment("2", "t")), Outcome.APPROVE, 1);
        all(community, 2);
        // as if the second had begun before the first, and had waited
        owner().sql("ALTER TABLE decision DISABLE TRIGGER decision_append_only").update();
        owner().sql("UPDATE decision SET decided_at = decided_at - interval '30 seconds' WHERE id = ?")
                .param(other.id().value())
                .update();
        owner().sql("ALTER TABLE decision ENABLE TRIGGER decision_append_only").update();

        assertThat(from(community, feed.since(community, other.decidedAt().minusSeconds(30))))
                .containsExactly(one, other.id());
    }

    @Test
    void beginsNow() {
        CommunityId community = community();
        decided(submit(community, comment("1", "t")), Outcome.APPROVE, 1);
        all(community, 1);
        FeedCursor now = feed.now();
        DecisionId later = decided(submit(community, comment("2", "t")), Outcome.APPROVE, 1)
                .id();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(from(community, now)).containsExactly(later));
    }

    @Test
    void goesOnAfterARestoreForWhoeverWasNotAheadOfIt() {
        CommunityId community = community();
        DecisionId first = decided(submit(community, comment("1", "t")), Outcome.APPROVE, 1)
                .id();
        DecisionId second = decided(submit(community, comment("2", "t")), Outcome.APPROVE, 1)
                .id();
        List<FeedCursor> places = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            places.clear();
            FeedPage one = feed.after(community, FeedCursor.START, 1);
            places.add(one.next());
            FeedPage two = feed.after(community, one.next(), 1);
            places.add(two.next());
            return one.entries().size() + two.entries().size() == 2;
        });
        FeedCursor behind = places.get(0);
        FeedCursor atTheEnd = places.get(1);
        FeedCursor ahead = new FeedCursor(atTheEnd.life(), feed.now().transaction() + 1_000_000, 1);

        // as in a restored database: another cluster, and numbers of transactions that were not there yet when it was
        // copied
        int life = jdbc.sql("UPDATE database_life SET identity = 'another' WHERE number = ? RETURNING number")
                .param(atTheEnd.life())
                .query(Integer.class)
                .single();
        lives.begin();
        lives.begin();
        assertThat(lives.all()).hasSize(life + 1);
        DecisionId third = decided(submit(community, comment("3", "t")), Outcome.APPROVE, 1)
                .id();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(from(community, behind)).containsExactly(second, third));
        assertThat(from(community, atTheEnd)).containsExactly(third);
        assertThat(from(community, FeedCursor.START)).containsExactly(first, second, third);
        FeedPage page = feed.after(community, behind, 1);
        assertThat(from(community, FeedCursor.parse(page.next().toString()))).containsExactly(third);
        assertThatThrownBy(() -> feed.after(community, ahead, 10))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.key()).isEqualTo(ProblemKey.CURSOR_OUTDATED));
        assertThat(from(community, feed.since(community, Instant.EPOCH))).containsExactly(first, second, third);
    }

    @Test
    void showsWhatARestoredDumpBringsAlthoughItsTransactionsAreStillToCome() {
        CommunityId community = community();
        DecisionId restored = decided(submit(community, comment("1", "t")), Outcome.APPROVE, 1)
                .id();
        owner().sql("ALTER TABLE decision DISABLE TRIGGER decision_append_only").update();
        owner().sql("UPDATE decision SET tx = '900000000000' WHERE id = ?")
                .param(restored.value())
                .update();
        owner().sql("ALTER TABLE decision ENABLE TRIGGER decision_append_only").update();
        assertThat(from(community, FeedCursor.START)).isEmpty();

        jdbc.sql("UPDATE database_life SET identity = 'another'").update();
        lives.begin();
        DecisionId fresh = decided(submit(community, comment("2", "t")), Outcome.APPROVE, 1)
                .id();

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(from(community, FeedCursor.START)).containsExactly(restored, fresh));
    }

    @Test
    void refusesAPlaceOfTheFuture() {
        assertThatThrownBy(() -> feed.after(community(), new FeedCursor(1, 999_999_999_999_999L, 1), 10))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("since=");
    }

    /** The whole feed, once it shows that many: another test's transaction may hold it up for a moment. */
    private FeedPage all(CommunityId community, int count) {
        return await().atMost(PATIENCE)
                .until(
                        () -> feed.after(community, FeedCursor.START, 100),
                        page -> page.entries().size() == count);
    }

    private List<DecisionId> from(CommunityId community, FeedCursor place) {
        return feed.after(community, place, 100).entries().stream()
                .map(entry -> entry.decision().id())
                .toList();
    }
}

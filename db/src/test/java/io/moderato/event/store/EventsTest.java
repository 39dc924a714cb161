package io.moderato.event.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.moderato.access.store.Actor;
import io.moderato.access.store.Role;
import io.moderato.appeal.store.Appeals;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.database.StoreTest;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.event.Event;
import io.moderato.event.EventType;
import io.moderato.policy.store.Policies;
import io.moderato.report.store.Reports;
import io.moderato.review.store.Resolution;
import io.moderato.review.store.ReviewCase;
import io.moderato.review.store.ReviewCases;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.moderato.rules.store.Blocklists;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

class EventsTest extends StoreTest {
    @Autowired
    private Events events;

    @Autowired
    private EventLog log;

    @Autowired
    private ReviewCases cases;

    @Autowired
    private Reports reports;

    @Autowired
    private Appeals appeals;

    @Autowired
    private Policies policies;

    @Autowired
    private Blocklists blocklists;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private final String listener = "test-" + UUID.randomUUID();

    @Test
    void sayWhatHappenedToAContentInItsOrder() {
        CommunityId community = community();
        Content content = submit(community, comment("1", "you fool"));
        decided(content, Outcome.REVIEW, 0.6);
        reports.file(community, content.id(), null, "reporter", null, "It is rude.");
        Actor moderator = moderator(community);
        ReviewCase taken = cases.claimNext(moderator).orElseThrow();
        cases.resolve(moderator, taken.id(), 1, new Resolution(Outcome.REJECT, "Rude", null, null, null));
        appeals.lodge(community, content.id(), "author", "It was meant kindly.");
        Actor other = moderator(community);
        ReviewCase again = cases.claimNext(other).orElseThrow();
        cases.resolve(other, again.id(), 1, new Resolution(Outcome.APPROVE, "It was", null, null, null));

        assertThat(typesAbout(content.id()))
                .containsExactly(
                        "content.decided",
                        "case.opened",
                        "content.reported",
                        "case.claimed",
                        "content.decided",
                        "case.resolved",
                        "appeal.lodged",
                        "case.opened",
                        "case.claimed",
                        "content.decided",
                        "case.resolved",
                        "appeal.answered");
    }

    @Test
    void sayWhenPoliciesAndRulesChange() {
        CommunityId community = community();
        Actor admin = loggedIn(account(Role.ADMIN, community));
        policies.publish(
                admin, community, 1, policies.versions(community).getFirst().terms(), "the same");
        blocklists.create(admin, community, "words", RuleKind.KEYWORD, Category.SPAM, RuleAction.REVIEW);

        assertThat(read().stream()
                        .filter(each -> each.event().community().equals(community))
                        .map(each -> each.event().type()))
                .containsExactly(EventType.POLICY_PUBLISHED, EventType.POLICY_PUBLISHED, EventType.RULES_PUBLISHED);
    }

    @Test
    void areNotWithoutTheirDeed() {
        CommunityId community = community();
        assertThatThrownBy(() -> events.raise(about(community, ContentId.next(), "0")))
                .isInstanceOf(IllegalTransactionStateException.class);
        ContentId content = ContentId.next();
        transaction.executeWithoutResult(status -> {
            events.raise(about(community, content, "0"));
            status.setRollbackOnly();
        });
        assertThat(typesAbout(content)).isEmpty();
    }

    @Test
    void comeAgainUntilTheyAreTaken() {
        ContentId content = ContentId.next();
        CommunityId community = community();
        raise(about(community, content, "0"));
        List<StoredEvent> offered = new ArrayList<>();
        assertThat(events.hand(listener, 10_000, next -> {
                    offered.addAll(next);
                    return false;
                }))
                .isZero();
        List<StoredEvent> taken = read();
        assertThat(taken).isEqualTo(offered).isNotEmpty();
        assertThat(read()).isEmpty();
    }

    @Test
    void goToOneReaderAtATime() throws Exception {
        raise(about(community(), ContentId.next(), "0"));
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        events.hand(listener, 1, next -> true);
        raise(about(community(), ContentId.next(), "1"));
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Integer> first = threads.submit(() -> events.hand(listener, 10_000, next -> {
                reading.countDown();
                return waits(mayEnd);
            }));
            reading.await();
            assertThat(events.hand(listener, 10_000, next -> true)).isZero();
            mayEnd.countDown();
            assertThat(first.get()).isPositive();
        }
    }

    @Test
    void areNeitherSkippedNorOutOfOrderWhileOthersWrite() throws Exception {
        CommunityId community = community();
        List<ContentId> contents =
                IntStream.range(0, 4).mapToObj(i -> ContentId.next()).toList();
        int each = 60;
        List<StoredEvent> seen = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(contents.size())) {
            List<Future<?>> writers = new ArrayList<>();
            for (ContentId content : contents) {
                writers.add(threads.submit(() -> {
                    Random random = new Random(content.hashCode());
                    for (int next = 0; next < each; ) {
                        int first = next;
                        int many = Math.min(each - next, 1 + random.nextInt(3));
                        transaction.executeWithoutResult(status -> {
                            for (int i = 0; i < many; i++) {
                                events.raise(about(community, content, Integer.toString(first + i)));
                            }
                        });
                        next += many;
                    }
                }));
            }
            // events wait for older transactions of anybody in this PostgreSQL
            await().pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> {
                        events.hand(listener, 7, seen::addAll);
                        return seen.stream()
                                        .filter(event ->
                                                contents.contains(event.event().content()))
                                        .count()
                                == (long) contents.size() * each;
                    });
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        Map<ContentId, List<String>> byContent = new HashMap<>();
        seen.stream()
                .filter(event -> event.event().community().equals(community))
                .filter(event -> event.event().content() != null)
                .forEach(event -> byContent
                        .computeIfAbsent(event.event().content(), id -> new ArrayList<>())
                        .add(event.event().subject()));
        assertThat(byContent)
                .hasSize(contents.size())
                .allSatisfy((content, subjects) -> assertThat(subjects)
                        .containsExactlyElementsOf(IntStream.range(0, each)
                                .mapToObj(Integer::toString)
                                .toList()));
    }

    @Test
    void ofPastDaysGoOnceEveryListenerHasReadThem() {
        jdbc.sql("DELETE FROM event_listener").update();
        LocalDate past = LocalDate.now(ZoneOffset.UTC).minusDays(30);
        String partition = "event_" + past.toString().replace("-", "");
        owner().sql("CREATE TABLE %s PARTITION OF event FOR VALUES FROM ('%s') TO ('%s')"
                        .formatted(partition, past, past.plusDays(1)))
                .update();
        CommunityId community = community();
        jdbc.sql(
                        "INSERT INTO event (at, type, community_id, subject) VALUES (?::timestamptz + interval '1 hour', 'policy.published', ?, '7')")
                .params(past.toString(), community.value())
                .update();
        events.hand(listener, 1, next -> false);

        log.care();
        assertThat(partitions()).contains(partition);
        assertThat(read())
                .anyMatch(event -> event.event().subject().equals("7")
                        && event.event().community().equals(community));
        log.care();
        assertThat(partitions()).doesNotContain(partition);
        assertThat(partitions())
                .contains("event_"
                        + LocalDate.now(ZoneOffset.UTC).plusDays(2).toString().replace("-", ""));
    }

    @Test
    void goOnAfterARestoreIntoAnotherClusterWhereTransactionsBeginAgain() {
        ContentId content = ContentId.next();
        CommunityId community = community();
        raise(about(community, content, "read"));
        read();
        raise(about(community, content, "unread"));
        jdbc.sql("UPDATE event SET tx = '999999999999' WHERE content_id = ?")
                .param(content.value())
                .update();
        jdbc.sql("UPDATE event_listener SET tx = '999999999999' WHERE name = ?")
                .param(listener)
                .update();
        assertThat(typesAbout(content)).isEmpty();

        log.care();
        raise(about(community, content, "later"));

        assertThat(read().stream()
                        .filter(each -> content.equals(each.event().content()))
                        .map(each -> each.event().subject()))
                .containsExactly("unread", "later");
    }

    private List<String> partitions() {
        return jdbc.sql("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'event'::regclass")
                .query(String.class)
                .list();
    }

    private static boolean waits(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    private void raise(Event event) {
        transaction.executeWithoutResult(status -> events.raise(event));
    }

    private static Event about(CommunityId community, ContentId content, String subject) {
        return new Event(EventType.CASE_CLAIMED, community, content, subject, Map.of());
    }

    private List<String> typesAbout(ContentId content) {
        return read().stream()
                .filter(each -> content.equals(each.event().content()))
                .map(each -> each.event().type().key())
                .toList();
    }

    private List<StoredEvent> read() {
        List<StoredEvent> all = new ArrayList<>();
        int taken;
        do {
            taken = events.hand(listener, 1000, all::addAll);
        } while (taken > 0);
        return all;
    }
}

package io.moderato.workload.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.moderato.access.store.Actor;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.database.StoreTest;
import io.moderato.decision.Outcome;
import io.moderato.erasure.store.ErasureWork;
import io.moderato.erasure.store.Erasures;
import io.moderato.event.Event;
import io.moderato.event.EventType;
import io.moderato.event.store.Events;
import io.moderato.review.store.QueueFilter;
import io.moderato.review.store.Resolution;
import io.moderato.review.store.ReviewCase;
import io.moderato.review.store.ReviewCases;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What operators see of the work of people and of the pipeline, on a queue that no other test has. */
class WorkloadMetersTest extends StoreTest {
    private final String queue = "queue-" + UUID.randomUUID();

    @Autowired
    private WaitingMeters waiting;

    @Autowired
    private DoneMeters done;

    @Autowired
    private MeterRegistry registry;

    @Autowired
    private ReviewCases cases;

    @Autowired
    private Erasures erasures;

    @Autowired
    private ErasureWork work;

    @Autowired
    private Events events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private CommunityId community;

    @BeforeEach
    void ownQueue() {
        community = community();
        jdbc.sql("UPDATE review_queue SET name = ? WHERE community_id = ?")
                .params(queue, community.value())
                .update();
    }

    @Test
    void countACaseFromItsOpeningToItsDecision() {
        ReviewCase first = opened("1");
        opened("2");
        Actor moderator = moderator(community);
        ReviewCase taken = cases.claimNext(moderator).orElseThrow();
        assertThat(taken.id()).isEqualTo(first.id());
        ReviewCase next = cases.skip(moderator, taken.id(), QueueFilter.ALL).orElseThrow();
        jdbc.sql("""
                        UPDATE review_case SET opened_at = opened_at - interval '2 hours', claimed_at = claimed_at - interval '3 minutes'
                        WHERE id = ?
                        """).param(next.id()).update();
        cases.resolve(moderator, next.id(), 1, new Resolution(Outcome.REJECT, "Rude", null, null, null));
        readUntilCounted("moderato.review.decided");

        assertThat(count("moderato.review.enqueued")).isEqualTo(2);
        assertThat(count("moderato.review.claimed")).isEqualTo(2);
        assertThat(count("moderato.review.skipped")).isEqualTo(1);
        assertThat(count("moderato.review.decided")).isEqualTo(1);
        assertThat(time("moderato.review.created.to.decision").totalTime(TimeUnit.MINUTES))
                .isBetween(119.0, 125.0);
        assertThat(time("moderato.review.claimed.to.decision").totalTime(TimeUnit.MINUTES))
                .isBetween(2.9, 5.0);
        done.read();
        assertThat(count("moderato.review.enqueued")).isEqualTo(2);
    }

    @Test
    void countAnUnknownTimeAsUnknownAndNotAsZero() {
        ReviewCase open = opened("1");
        Actor moderator = moderator(community);
        cases.claim(moderator, open.id());
        jdbc.sql("UPDATE review_case SET claimed_at = NULL WHERE id = ?")
                .param(open.id())
                .update();
        cases.resolve(moderator, open.id(), 1, new Resolution(Outcome.APPROVE, "Fine", null, null, null));
        readUntilCounted("moderato.review.decided");

        assertThat(count("moderato.review.unknown.times")).isEqualTo(1);
        assertThat(registry.find("moderato.review.claimed.to.decision")
                        .tag("queue", queue)
                        .timers())
                .isEmpty();
    }

    @Test
    void tellAClosedCaseApartFromADecidedOne() {
        ContentId content = opened("1").content();
        work.goOn(erasures.wantErased(community, content, "key:k"), Duration.ofMinutes(1));
        readUntilCounted("moderato.review.closed");

        assertThat(count("moderato.review.closed")).isEqualTo(1);
        assertThat(registry.find("moderato.review.decided").tag("queue", queue).counters())
                .isEmpty();
    }

    @Test
    void showWhatWaitsAndForgetKindsThatAreNoMore() {
        ReviewCase open = opened("1");
        jdbc.sql(
                        "UPDATE review_case SET opened_at = now() - interval '2 days', due_at = now() - interval '1 day' WHERE id = ?")
                .param(open.id())
                .update();
        Content undecided = submit(community, comment("2", "not decided yet"));
        jdbc.sql(
                        "UPDATE content SET submitted_at = now() - interval '3 days', resend_at = now() - interval '3 days' WHERE id = ?")
                .param(undecided.id().value())
                .update();
        waiting.count();

        assertThat(gauge("moderato.review.ready")).isEqualTo(1);
        assertThat(gauge("moderato.review.held")).isZero();
        assertThat(gauge("moderato.review.overdue")).isEqualTo(1);
        assertThat(gauge("moderato.review.oldest.ready.seconds")).isBetween(172_800.0, 172_900.0);
        assertThat(registry.get("moderato.content.oldest.waiting.seconds")
                        .gauge()
                        .value())
                .isGreaterThanOrEqualTo(259_200);
        assertThat(registry.get("moderato.content.waiting").gauge().value()).isPositive();

        Actor moderator = moderator(community);
        cases.claim(moderator, open.id());
        waiting.count();
        assertThat(gauge("moderato.review.ready")).isZero();
        assertThat(gauge("moderato.review.held")).isEqualTo(1);
        cases.resolve(moderator, open.id(), 1, new Resolution(Outcome.APPROVE, "Fine", null, null, null));
        waiting.count();
        assertThat(registry.find("moderato.review.ready").tag("queue", queue).gauges())
                .isEmpty();
        decided(undecided, Outcome.APPROVE, 0.9);
    }

    @Test
    void timeThePipeline() {
        long before = modified();
        decided(submit(community, comment("1", "you fool")), Outcome.MODIFY, 0.6);
        read(() -> modified() > before);
    }

    @Test
    void passOverAnEventWhoseSubjectIsNoCase() {
        transaction.executeWithoutResult(status ->
                events.raise(new Event(EventType.CASE_CLAIMED, community, ContentId.next(), "not a case", Map.of())));
        opened("1");
        readUntilCounted("moderato.review.enqueued");
    }

    @Test
    void haveNoPersonIdOrReasonInTheirLabels() {
        opened("1");
        waiting.count();
        readUntilCounted("moderato.review.enqueued");

        assertThat(registry.getMeters().stream()
                        .map(Meter::getId)
                        .filter(id -> id.getName().startsWith("moderato.review")
                                || id.getName().startsWith("moderato.decision"))
                        .flatMap(id -> id.getTags().stream().map(Tag::getKey)))
                .isNotEmpty()
                .isSubsetOf("queue", "cause", "outcome", "since", "le");
    }

    private ReviewCase opened(String externalId) {
        Content content = submit(community, comment(externalId, "you fool " + externalId));
        decided(content, Outcome.REVIEW, 0.6);
        UUID open = jdbc.sql("SELECT id FROM review_case WHERE content_id = ?")
                .param(content.id().value())
                .query(UUID.class)
                .single();
        Actor moderator = moderator(community);
        ReviewCase opened = cases.claim(moderator, open);
        cases.release(moderator, open);
        jdbc.sql("DELETE FROM event WHERE subject = ? AND type = 'case.claimed'")
                .param(open.toString())
                .update();
        return opened;
    }

    private void readUntilCounted(String name) {
        read(() -> !registry.find(name).tag("queue", queue).counters().isEmpty());
    }

    /** Events of transactions that began after one that is still running are not handed on yet. */
    private void read(Callable<Boolean> until) {
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            done.read();
            return until.call();
        });
    }

    private long modified() {
        return registry.find("moderato.decision.latency").tag("outcome", "modify").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private double count(String name) {
        return registry.get(name).tag("queue", queue).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private double gauge(String name) {
        return registry.get(name).tag("queue", queue).gauge().value();
    }

    private Timer time(String name) {
        return registry.get(name).tag("queue", queue).timer();
    }
}

package io.moderato.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.access.store.Actor;
import io.moderato.appeal.store.Appeals;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.decision.Outcome;
import io.moderato.event.EventType;
import io.moderato.problem.ProblemKey;
import io.moderato.report.store.Reports;
import io.moderato.review.store.Resolution;
import io.moderato.review.store.ReviewCase;
import io.moderato.review.store.ReviewCases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class WebhookDeliveriesTest extends WebhookStoreTest {
    @Autowired
    private ReviewCases cases;

    @Autowired
    private Reports reports;

    @Autowired
    private Appeals appeals;

    @Test
    void tellEveryDeedOnceInItsOrderWithItsFacts() {
        CommunityId community = community();
        Actor admin = admin(community);
        Subscription subscription = subscribed(admin, community);
        Content content = submit(community, comment("the-clients-id", "you fool"));
        decided(content, Outcome.REVIEW, 0.6);
        reports.file(community, content.id(), null, "reporter", null, "It is rude.");
        Actor moderator = moderator(community);
        ReviewCase taken = cases.claimNext(moderator).orElseThrow();
        cases.resolve(moderator, taken.id(), 1, new Resolution(Outcome.REJECT, "Rude", null, null, null));
        appeals.lodge(community, content.id(), "author", "It was meant kindly.");
        collect();
        collect();

        List<DueDelivery> told = new ArrayList<>();
        Receiver receiver = taken(subscription.id());
        for (List<DueDelivery> next = next(receiver); !next.isEmpty(); next = next(receiver)) {
            // one at a time, because all are about the same content
            assertThat(next).hasSize(1);
            told.addAll(next);
            delivered(next.getFirst());
        }
        assertThat(told)
                .extracting(DueDelivery::type)
                .containsExactly(
                        "content.decided",
                        "case.opened",
                        "content.reported",
                        "case.claimed",
                        "content.decided",
                        "case.resolved",
                        "appeal.lodged",
                        "case.opened");
        assertThat(told)
                .extracting(DueDelivery::eventId)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith("evt_"));
        assertThat(told).allSatisfy(each -> {
            assertThat(each.content().externalId()).isEqualTo("the-clients-id");
            assertThat(each.content().revision()).isEqualTo(1);
            assertThat(each.content().text()).isNull();
            // moderators' names stay here
            assertThat(each.detail()).doesNotContainKey("by");
        });
        assertThat(told.getFirst().decision().automatic()).isTrue();
        assertThat(told.get(4).decision().automatic()).isFalse();
        assertThat(told.get(5).decision()).isEqualTo(told.get(4).decision());
    }

    @Test
    void holdTextsOnlyWhereTheSubscriptionAsksForThem() {
        CommunityId community = community();
        Actor admin = admin(community);
        Subscription subscription = subscriptions
                .create(
                        admin,
                        community,
                        new SubscriptionTerms("t", terms("t").url(), Set.of(EventType.CONTENT_DECIDED), true))
                .subscription();
        decidedContent(community, "1");
        assertThat(next(taken(subscription.id())))
                .singleElement()
                .satisfies(
                        each -> assertThat(each.content().text()).isEqualTo("a text that nobody but its readers sees"));
        assertThat(jdbc.sql("SELECT count(*) FROM webhook_delivery d WHERE d::text LIKE '%nobody but its readers%'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void beginWithTheSubscriptionAndAreOfItsTypesAndCommunity() {
        CommunityId community = community();
        Actor admin = admin(community);
        Content before = submit(community, comment("before", "before"));
        decided(before, Outcome.APPROVE, 0.9);
        Subscription subscription = subscriptions
                .create(
                        admin,
                        community,
                        new SubscriptionTerms("t", terms("t").url(), Set.of(EventType.CONTENT_REPORTED), false))
                .subscription();
        Content content = decidedContent(community, "1");
        reports.file(community, content.id(), null, "reporter", null, "It is rude.");
        decidedContent(community(), "in another community");
        collect();
        assertThat(next(taken(subscription.id()))).extracting(DueDelivery::type).containsExactly("content.reported");
    }

    @Test
    void goToOneProcessUntilItsLeaseRunsOut() {
        CommunityId community = community();
        Subscription subscription = subscribed(admin(community), community);
        decidedContent(community, "1");
        UUID other = UUID.randomUUID();
        String first = next(taken(subscription.id())).getFirst().eventId();
        assertThat(taken(other, subscription.id())).isEmpty();
        assertThat(receivers.renew(other, subscription.id(), LEASE)).isEmpty();

        // the first process was killed: nobody renews its lease
        jdbc.sql("UPDATE webhook_receiver SET lease_until = now() - interval '1 second' WHERE subscription_id = ?")
                .param(subscription.id())
                .update();
        Receiver receiver = taken(other, subscription.id()).orElseThrow();
        assertThat(next(receiver))
                .singleElement()
                .satisfies(again -> assertThat(again.eventId()).isEqualTo(first));
        assertThat(receivers.renew(process, subscription.id(), LEASE)).isEmpty();
        receivers.release(other, subscription.id());
        assertThat(taken(process, subscription.id())).isPresent();
    }

    @Test
    void waitForAnEarlierOneOfTheirContentAlone() {
        CommunityId community = community();
        Actor admin = admin(community);
        Subscription subscription = subscribed(admin, community);
        Content held = submit(community, comment("held", "held"));
        decided(held, Outcome.APPROVE, 0.9);
        reports.file(community, held.id(), null, "reporter", null, "It is rude.");
        Content free = decidedContent(community, "free");
        Receiver receiver = taken(subscription.id());
        DueDelivery first = next(receiver).stream()
                .filter(each -> each.content().id().equals(held.id()))
                .findFirst()
                .orElseThrow();
        failed(first, Instant.now().plus(Duration.ofHours(1)));
        assertThat(next(receiver)).extracting(each -> each.content().id()).containsExactly(free.id());

        failed(first, null);
        assertThat(next(receiver)).extracting(DueDelivery::type).contains("content.reported");
        assertThat(deliveries.find(admin, community, first.id()).orElseThrow().state())
                .isEqualTo(DeliveryState.DEAD);
    }

    @Test
    void showWhyTheyFailedAndAreSentAgain() {
        CommunityId community = community();
        Actor admin = admin(community);
        Subscription subscription = subscribed(admin, community);
        decidedContent(community, "1");
        decidedContent(community, "2");
        Receiver receiver = taken(subscription.id());
        List<DueDelivery> both = next(receiver);
        both.forEach(each -> failed(each, null));
        DueDelivery one = both.getFirst();
        assertThat(deliveries.attempts(admin, community, one.id()))
                .singleElement()
                .satisfies(attempt -> {
                    assertThat(attempt.cause()).isEqualTo(FailureCause.RECEIVER_FAILED);
                    assertThat(attempt.status()).isEqualTo(500);
                    assertThat(attempt.words()).isEqualTo("The receiver answered with 500.");
                    assertThat(attempt.answer()).isEqualTo("oops");
                    assertThat(attempt.took()).isEqualTo(Duration.ofMillis(3));
                });
        assertThat(deliveries.count(community, DeliveryState.DEAD, MANY)).isEqualTo(2);

        deliveries.replay(admin, community, one.id());
        DueDelivery again = next(receiver).getFirst();
        assertThat(again.eventId()).isEqualTo(one.eventId());
        assertThat(again.attempts()).isZero();
        delivered(again);
        assertThat(deliveries.find(admin, community, one.id()).orElseThrow()).satisfies(shown -> {
            assertThat(shown.state()).isEqualTo(DeliveryState.DELIVERED);
            assertThat(shown.taken().status()).isEqualTo(200);
            assertThat(shown.taken().took()).isEqualTo(Duration.ofMillis(7));
            assertThat(shown.lastWords()).isEqualTo("The receiver answered with 500.");
        });
        assertThat(deliveries.attempts(admin, community, one.id())).hasSize(1);
        assertProblem(ProblemKey.WRONG_STATE, () -> deliveries.replay(admin, community, one.id()));
        assertProblem(ProblemKey.NOT_FOUND, () -> deliveries.replay(admin, community(), one.id()));

        assertThat(deliveries.replayAll(admin, community, subscription.id())).isEqualTo(1);
        assertThat(deliveries.list(community, null, DeliveryState.WAITING, 0, 10))
                .extracting(Delivery::id)
                .containsExactly(both.getLast().id());
    }

    @Test
    void waitWhileTheirSubscriptionIsDisabledAndGoOnFirstWhenItIsEnabled() {
        CommunityId community = community();
        Actor admin = admin(community);
        Subscription subscription = subscribed(admin, community);
        decidedContent(community, "waits");
        failed(next(taken(subscription.id())).getFirst(), Instant.now().plus(Duration.ofHours(1)));
        receivers.disable(subscription.id(), "It took nothing for 5 days.");
        Subscription disabled = subscriptions.get(admin, community, subscription.id());
        assertThat(disabled.enabled()).isFalse();
        assertThat(disabled.disabledBecause()).isEqualTo("It took nothing for 5 days.");
        assertProblem(
                ProblemKey.CHANGED_MEANWHILE,
                () -> subscriptions.enable(admin, community, subscription.id(), subscription.editVersion()));
        assertThat(receivers.renew(process, subscription.id(), LEASE)).isEmpty();
        decidedContent(community, "not collected");
        assertProblem(ProblemKey.WRONG_STATE, () -> deliveries.test(admin, community, subscription.id()));

        subscriptions.enable(admin, community, subscription.id(), disabled.editVersion());
        decidedContent(community, "collected again");
        receivers.release(process, subscription.id());
        assertThat(next(taken(subscription.id())))
                .extracting(each -> each.content().externalId())
                .containsExactly("waits", "collected again");
    }

    @Test
    void arePurgedWithTheirContent() {
        CommunityId community = community();
        Actor admin = admin(community);
        Subscription subscription = subscribed(admin, community);
        Content waits = decidedContent(community, "waits");
        Content dead = decidedContent(community, "dead");
        Content sent = decidedContent(community, "sent");
        Content stays = decidedContent(community, "stays");
        List<DueDelivery> all = next(taken(subscription.id()));
        failed(all.get(0), Instant.now());
        failed(all.get(1), null);
        delivered(all.get(2));

        assertThat(deliveries.purge(List.of(waits.id(), dead.id(), sent.id()), 2))
                .isEqualTo(2);
        assertThat(deliveries.purge(List.of(waits.id(), dead.id(), sent.id()), 2))
                .isEqualTo(1);
        assertThat(deliveries.list(community, null, null, 0, 10))
                .extracting(Delivery::content)
                .containsExactly(stays.id());
        // the call was under way when its content was erased: nothing of it is kept
        failed(all.get(0), null);
        delivered(all.get(1));
        assertThat(jdbc.sql("SELECT count(*) FROM webhook_attempt WHERE delivery_id = ANY (?::bigint[])")
                        .param(all.stream()
                                .map(each -> Long.toString(each.id()))
                                .toArray(String[]::new))
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(deliveries.list(community, null, null, 0, 10)).hasSize(1);
    }

    @Test
    void aboutAContentThatIsGoneAreNotSent() {
        CommunityId community = community();
        Subscription subscription = subscribed(admin(community), community);
        decidedContent(community, "stays");
        // as if a content had been erased between its event and this moment
        jdbc.sql("""
                        INSERT INTO webhook_delivery (subscription_id, event_id, type, event_at, content_id, order_key, subject, detail)
                        VALUES (?, 'evt_0', 'case.opened', now(), gen_random_uuid(), 'gone', 'case', '{}')
                        """).param(subscription.id()).update();
        assertThat(next(taken(subscription.id())))
                .extracting(each -> each.content().externalId())
                .containsExactly("stays");
        assertThat(deliveries.list(community, null, null, 0, 10)).hasSize(1);
    }

    @Test
    void ofATestComeFirstAndAreNoDeadLetters() {
        CommunityId community = community();
        Actor admin = admin(community);
        Subscription subscription = subscribed(admin, community);
        decidedContent(community, "1");
        jdbc.sql("UPDATE webhook_receiver SET paused_until = now() + interval '1 hour' WHERE subscription_id = ?")
                .param(subscription.id())
                .update();
        assertThat(taken(process, subscription.id())).isEmpty();
        long test = deliveries.test(admin, community, subscription.id());
        DueDelivery first = next(taken(subscription.id())).getFirst();
        assertThat(first.id()).isEqualTo(test);
        assertThat(first.isTest()).isTrue();
        failed(first, null);
        assertThat(deliveries.count(community, DeliveryState.DEAD, MANY)).isZero();
        assertThat(deliveries.replayAll(admin, community, null)).isZero();
        assertProblem(ProblemKey.WRONG_STATE, () -> deliveries.replay(admin, community, test));
    }

    @Test
    void areGivenUpWhenTheirReceiverTookNothingForTooLong() {
        CommunityId community = community();
        Actor admin = admin(community);
        Subscription silent = subscribed(admin, community);
        Subscription disabled =
                subscriptions.create(admin, community, terms("disabled")).subscription();
        Subscription fine =
                subscriptions.create(admin, community, terms("fine")).subscription();
        decidedContent(community, "1");
        receivers.note(silent.id(), new ReceiverHealth(9, Instant.now().minus(Duration.ofDays(2)), null), false);
        subscriptions.disable(admin, community, disabled.id(), disabled.editVersion());
        assertThat(care.giveUp(Duration.ofDays(1), MANY)).isZero();
        jdbc.sql(
                        "UPDATE webhook_delivery SET next_at = now() - interval '8 days' WHERE subscription_id = ANY (?::uuid[])")
                .param(new String[] {
                    silent.id().toString(), disabled.id().toString(), fine.id().toString()
                })
                .update();

        assertThat(care.giveUp(Duration.ofDays(1), MANY)).isEqualTo(2);
        assertThat(deliveries.list(community, silent.id(), DeliveryState.DEAD, 0, 9))
                .singleElement()
                .satisfies(each -> assertThat(each.lastWords())
                        .isEqualTo("The receiver took nothing for 24 hours, so this was not sent to it."));
        assertThat(deliveries.list(community, disabled.id(), DeliveryState.DEAD, 0, 9))
                .singleElement()
                .satisfies(each -> assertThat(each.lastWords())
                        .isEqualTo("The webhook was disabled for 7 days while this waited."));
        assertThat(deliveries.list(community, fine.id(), DeliveryState.WAITING, 0, 9))
                .hasSize(1);
        Delivery dead = deliveries
                .list(community, disabled.id(), DeliveryState.DEAD, 0, 9)
                .getFirst();
        assertProblem(ProblemKey.WRONG_STATE, () -> deliveries.replay(admin, community, dead.id()));
    }

    @Test
    void areRemovedWhenTheyAreOldOrTheirSubscriptionIsDeleted() {
        CommunityId community = community();
        Actor admin = admin(community);
        Subscription subscription = subscribed(admin, community);
        Subscription deleted =
                subscriptions.create(admin, community, terms("deleted")).subscription();
        decidedContent(community, "delivered");
        decidedContent(community, "dead");
        decidedContent(community, "waits");
        List<DueDelivery> all = next(taken(subscription.id()));
        delivered(all.get(0));
        failed(all.get(1), null);
        jdbc.sql(
                        "UPDATE webhook_delivery SET settled_at = now() - interval '8 days' WHERE subscription_id = ? AND settled_at IS NOT NULL")
                .param(subscription.id())
                .update();
        subscriptions.delete(admin, community, deleted.id(), deleted.editVersion());

        assertThat(care.prune(2)).isEqualTo(2);
        while (care.prune(2) > 0) {
            // in small batches
        }
        assertThat(deliveries.list(community, null, null, 0, 9))
                .extracting(Delivery::state)
                .containsExactly(DeliveryState.WAITING, DeliveryState.DEAD);
        assertThat(rowsOf(deleted, "webhook_delivery")).isZero();
        assertThat(rowsOf(deleted, "webhook_receiver")).isEqualTo(1);
        jdbc.sql("UPDATE webhook_receiver SET last_turn_at = now() - interval '2 hours' WHERE subscription_id = ?")
                .param(deleted.id())
                .update();
        care.prune(2);
        assertThat(rowsOf(deleted, "webhook_receiver")).isZero();
    }

    private int rowsOf(Subscription subscription, String table) {
        return jdbc.sql("SELECT count(*) FROM %s WHERE subscription_id = ?".formatted(table))
                .param(subscription.id())
                .query(Integer.class)
                .single();
    }

    @Test
    void areCountedForTheOperator() {
        CommunityId community = community();
        Actor admin = admin(community);
        Subscription subscription = subscribed(admin, community);
        DeliveryCounts before = care.counts();
        decidedContent(community, "1");
        jdbc.sql("UPDATE webhook_delivery SET event_at = now() - interval '40 days' WHERE subscription_id = ?")
                .param(subscription.id())
                .update();
        DeliveryCounts after = care.counts();
        assertThat(after.waiting()).isEqualTo(before.waiting() + 1);
        assertThat(after.oldestAge()).isBetween(Duration.ofDays(40), Duration.ofDays(41));
        failed(next(taken(subscription.id())).getFirst(), null);
        assertThat(care.counts().dead()).isEqualTo(before.dead() + 1);
        subscriptions.disable(admin, community, subscription.id(), subscription.editVersion());
        assertThat(care.counts().disabled()).isEqualTo(before.disabled() + 1);
    }
}

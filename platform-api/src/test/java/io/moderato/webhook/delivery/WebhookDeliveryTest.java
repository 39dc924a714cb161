package io.moderato.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentType;
import io.moderato.content.store.NewContent;
import io.moderato.contenttype.TypeSchema;
import io.moderato.contenttype.TypedFields;
import io.moderato.contenttype.store.ContentTypes;
import io.moderato.decision.Outcome;
import io.moderato.embedded.TestServers;
import io.moderato.event.EventType;
import io.moderato.report.store.Reports;
import io.moderato.webhook.delivery.WebhookReceiver.Received;
import io.moderato.webhook.delivery.WebhookReceiver.Reply;
import io.moderato.webhook.store.Delivery;
import io.moderato.webhook.store.DeliveryState;
import io.moderato.webhook.store.NewSecret;
import io.moderato.webhook.store.Subscription;
import io.moderato.webhook.store.SubscriptionTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            "moderato.webhooks.delivery.interval=20ms",
            "moderato.webhooks.delivery.call-timeout=2s",
            "moderato.webhooks.delivery.lease=5s",
            "moderato.webhooks.delivery.calls-per-receiver=4",
            "moderato.webhooks.delivery.first-retry=20ms",
            "moderato.webhooks.delivery.longest-retry=200ms",
            "moderato.webhooks.delivery.first-pause=20ms",
            "moderato.webhooks.delivery.longest-pause=200ms",
            "moderato.webhooks.delivery.count-interval=50ms"
        })
class WebhookDeliveryTest extends WebhookTest {
    private static final String DATABASE = TestServers.newDatabase();

    @Autowired
    private Reports reports;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private ContentTypes types;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> DATABASE);
    }

    @Test
    void tellsWhatWasDecidedSigned() {
        NewSecret created = subscribe(receiver.url());
        Content content = decide("comment-17", Outcome.REJECT);
        Received call = received(1).getFirst();

        assertThat(call.contentType()).isEqualTo("application/json");
        assertThat(call.signatures()).hasSize(1);
        assertThatCode(() -> verify(created.secret().text(), call)).doesNotThrowAnyException();
        assertThat(call.json().at("/id").asString()).isEqualTo(call.id()).startsWith("evt_");
        assertThat(call.type()).isEqualTo("content.decided");
        assertThat(Instant.parse(call.json().at("/timestamp").asString()))
                .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(600));
        assertThat(call.json().at("/data/community").asString()).isEqualTo(community.value());
        assertThat(call.json().at("/data/contentId").asString())
                .isEqualTo(content.id().toString());
        assertThat(call.externalId()).isEqualTo("comment-17");
        assertThat(call.json().at("/data/revision").asInt()).isEqualTo(1);
        assertThat(call.json().at("/data/decision/outcome").asString()).isEqualTo("REJECT");
        assertThat(call.json().at("/data/decision/automatic").asBoolean()).isTrue();
        assertThat(call.json().at("/data/decision/categories/0").asString()).isEqualTo("toxicity");
        assertThat(call.body()).doesNotContain("posted as", "Toxic language");
    }

    @Test
    void tellsTextsWhereTheyAreAskedFor() {
        subscribe(receiver.url(), Set.of(EventType.CONTENT_DECIDED), true);
        decide("comment-1", Outcome.MODIFY);
        Received call = received(1).getFirst();
        assertThat(call.json().at("/data/text").asString()).isEqualTo("posted as comment-1");
        assertThat(call.json().at("/data/decision/modifiedText").asString()).isEqualTo("***");
        assertThat(call.json().at("/data/decision/reasons/0").asString()).isEqualTo("Toxic language");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsFieldsWhereTextsAreAskedFor(boolean withTexts) {
        ContentType listing = new ContentType("listing");
        types.create(
                admin,
                community,
                listing,
                "Listing",
                TypeSchema.parse(
                        "{\"type\":\"object\",\"properties\":{\"title\":{\"type\":\"string\",\"x-moderato\":\"text\"}}}"));
        subscribe(receiver.url(), Set.of(EventType.CONTENT_DECIDED), withTexts);
        decide(
                new NewContent(
                        "listing-1",
                        new Author("author", null),
                        listing,
                        "A bike",
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        new TypedFields(1, "{\"title\":\"A bike\"}")),
                Outcome.APPROVE);
        Received call = received(1).getFirst();
        assertThat(call.json().at("/data/fields").toString()).isEqualTo(withTexts ? "{\"title\":\"A bike\"}" : "");
        assertThat(call.json().at("/data/text").asString("")).isEqualTo(withTexts ? "A bike" : "");
    }

    @Test
    void signsWithBothSecretsWhileTheyChange() {
        NewSecret first = subscribe(receiver.url());
        NewSecret second = subscriptions.rotate(
                admin,
                community,
                first.subscription().id(),
                first.subscription().editVersion(),
                Duration.ofHours(1));
        decide("1", Outcome.APPROVE);
        Received call = received(1).getFirst();
        assertThat(call.signatures()).hasSize(1);
        assertThat(call.signatures().getFirst().split(" ")).hasSize(2);
        assertThatCode(() -> verify(first.secret().text(), call)).doesNotThrowAnyException();
        assertThatCode(() -> verify(second.secret().text(), call)).doesNotThrowAnyException();
    }

    @Test
    void keepsTheOrderOfAContentAndLetsOthersPass() {
        AtomicInteger failures = new AtomicInteger(3);
        receiver.behave(call -> call.externalId().equals("held")
                        && call.type().equals("content.decided")
                        && failures.getAndDecrement() > 0
                ? Reply.status(503)
                : Reply.OK);
        subscribe(receiver.url());
        Content held = decide("held", Outcome.APPROVE);
        reports.file(community, held.id(), null, "reporter", null, "It is rude.");
        for (int i = 0; i < 20; i++) {
            decide("free-" + i, Outcome.APPROVE);
        }
        // 20 others, three attempts that fail, and of the held content: decided, reported, case opened
        List<Received> all = received(26);
        assertThat(all.stream().filter(call -> call.externalId().equals("held")).map(Received::type))
                .containsExactly(
                        "content.decided",
                        "content.decided",
                        "content.decided",
                        "content.decided",
                        "content.reported",
                        "case.opened");
        assertThat(all.stream()
                        .filter(call -> call.externalId().equals("held"))
                        .map(Received::id)
                        .distinct())
                .hasSize(3);
        assertThat(receiver.mostAtOnce()).isLessThanOrEqualTo(4);
    }

    @Test
    void leavesNoReceiverWaitingForAnother() {
        CountDownLatch end = new CountDownLatch(1);
        try (WebhookReceiver slow = new WebhookReceiver()) {
            slow.behave(call -> {
                waitFor(end);
                return Reply.OK;
            });
            Subscription hanging = subscribe(slow.url()).subscription();
            subscribe("http://127.0.0.1:" + closedPort() + "/in");
            Subscription fine = subscribe(receiver.url()).subscription();
            for (int i = 0; i < 60; i++) {
                decide("c-" + i, Outcome.APPROVE);
            }
            received(60);
            waiting().untilAsserted(() -> assertThat(states(fine)).containsOnly(DeliveryState.DELIVERED));
            assertThat(states(hanging)).containsOnly(DeliveryState.WAITING);
        } finally {
            end.countDown();
        }
    }

    @Test
    void sendsAtOnceWhatWaitedWhenAReceiverIsBack() {
        receiver.behave(call -> Reply.status(500));
        Subscription subscription = subscribe(receiver.url()).subscription();
        for (int i = 0; i < 40; i++) {
            decide("c-" + i, Outcome.APPROVE);
        }
        // it is left alone after some failures, and tried again
        waiting().until(() -> receiver.received().size() > 12);
        waiting().untilAsserted(() -> assertThat(health(subscription)).isGreaterThanOrEqualTo(5));
        Map<String, Integer> taken = new ConcurrentHashMap<>();
        receiver.behave(call -> {
            taken.merge(call.externalId(), 1, Integer::sum);
            return Reply.OK;
        });
        waiting()
                .untilAsserted(
                        () -> assertThat(states(subscription)).hasSize(40).containsOnly(DeliveryState.DELIVERED));
        assertThat(taken)
                .hasSize(40)
                .allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
        assertThat(health(subscription)).isZero();
    }

    @Test
    void waitsAsLongAsTheReceiverAsksFor() {
        receiver.behave(call -> new Reply(429, "", "Retry-After", "3600"));
        Subscription subscription = subscribe(receiver.url()).subscription();
        decide("1", Outcome.APPROVE);
        waiting().until(() -> pausedUntil(subscription) != null);
        // an hour, cut to the longest pause of this test
        assertThat(pausedUntil(subscription))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        assertThat(health(subscription)).isGreaterThanOrEqualTo(5);
    }

    @Test
    void givesUpInTheEndAndSendsAgainOnDemand() {
        receiver.behave(call -> new Reply(500, "no disk left", "", ""));
        Subscription subscription = subscribe(receiver.url()).subscription();
        decide("1", Outcome.APPROVE);
        waiting().until(() -> !receiver.received().isEmpty());
        // a day later
        waiting().untilAsserted(() -> {
            jdbc.sql(
                            "UPDATE webhook_delivery SET first_failed_at = now() - interval '25 hours' WHERE subscription_id = ? AND state = 'WAITING'")
                    .param(subscription.id())
                    .update();
            assertThat(states(subscription)).containsExactly(DeliveryState.DEAD);
        });
        Delivery dead = deliveriesOf(subscription).getFirst();
        assertThat(deliveries.attempts(admin, community, dead.id()))
                .isNotEmpty()
                .allSatisfy(attempt -> {
                    assertThat(attempt.words()).isEqualTo("The receiver answered with 500; it has to be 200 to 299.");
                    assertThat(attempt.answer()).isEqualTo("no disk left");
                });
        receiver.behave(call -> Reply.OK);
        deliveries.replay(admin, community, dead.id());
        waiting().untilAsserted(() -> assertThat(states(subscription)).containsExactly(DeliveryState.DELIVERED));
        assertThat(receiver.ids()).containsOnly(dead.eventId());
    }

    @Test
    void keepsNoAnswerOfAReceiverThatGetsTexts() {
        receiver.behave(call -> new Reply(500, "cannot take " + call.body(), "", ""));
        Subscription subscription = subscribe(receiver.url(), Set.of(EventType.CONTENT_DECIDED), true)
                .subscription();
        decide("1", Outcome.APPROVE);
        assertThat(firstAttempt(subscription).answer()).isEmpty();
    }

    @Test
    void endsWithAReceiverThatIsGone() {
        receiver.behave(call -> Reply.status(410));
        Subscription subscription = subscribe(receiver.url()).subscription();
        decide("1", Outcome.APPROVE);
        waiting()
                .untilAsserted(() -> assertThat(subscriptions
                                .get(admin, community, subscription.id())
                                .disabledBecause())
                        .isEqualTo("The receiver answered with 410 Gone: it wants no more webhooks."));
        assertThat(states(subscription)).containsExactly(DeliveryState.WAITING);
    }

    @Test
    void endsWithAReceiverThatTookNothingForDays() {
        receiver.behave(call -> Reply.status(500));
        Subscription subscription = subscribe(receiver.url()).subscription();
        decide("1", Outcome.APPROVE);
        waiting().until(() -> health(subscription) > 0);
        waiting().untilAsserted(() -> {
            jdbc.sql("UPDATE webhook_receiver SET failing_since = now() - interval '6 days' WHERE subscription_id = ?")
                    .param(subscription.id())
                    .update();
            assertThat(subscriptions.get(admin, community, subscription.id()).disabledBecause())
                    .isEqualTo(
                            "The receiver took nothing for 5 days. Its last failure: The receiver answered with 500; it has to be 200 to 299.");
        });
    }

    @Test
    void sendsATestAndShowsWhatCameOfIt() {
        receiver.behave(call -> Reply.status(401));
        NewSecret created = subscribe(receiver.url());
        long refused = deliveries.test(admin, community, created.subscription().id());
        waiting()
                .until(() ->
                        deliveries.find(admin, community, refused).orElseThrow().state() == DeliveryState.DEAD);
        assertThat(deliveries.attempts(admin, community, refused).getFirst().words())
                .isEqualTo("The receiver refused the call with 401.");
        receiver.behave(call -> Reply.OK);
        long taken = deliveries.test(admin, community, created.subscription().id());
        waiting()
                .until(() ->
                        deliveries.find(admin, community, taken).orElseThrow().state() == DeliveryState.DELIVERED);
        Received call = receiver.received().getLast();
        assertThat(call.type()).isEqualTo("webhook.test");
        assertThatCode(() -> verify(created.secret().text(), call)).doesNotThrowAnyException();
    }

    @Test
    void followsAChangedAddressAtOnce() {
        Subscription lost =
                subscribe("http://127.0.0.1:" + closedPort() + "/in").subscription();
        decide("1", Outcome.APPROVE);
        firstAttempt(lost);
        SubscriptionTerms terms = lost.terms();
        subscriptions.change(
                admin,
                community,
                lost.id(),
                lost.editVersion(),
                new SubscriptionTerms(terms.name(), receiver.url(), terms.types(), false));
        received(1);
        waiting().untilAsserted(() -> assertThat(states(lost)).containsExactly(DeliveryState.DELIVERED));
    }

    @Test
    void isMeasuredWithoutIdsAndAddresses() {
        subscribe(receiver.url());
        decide("1", Outcome.APPROVE);
        received(1);
        waiting()
                .until(() -> meters.find("moderato.webhooks.calls")
                                .tag("result", "taken")
                                .timer()
                        != null);
        assertThat(meters.getMeters().stream()
                        .map(meter -> meter.getId())
                        .filter(id -> id.getName().startsWith("moderato.webhooks")))
                .isNotEmpty()
                .allSatisfy(id -> assertThat(id.getTags().toString()).doesNotContain("127.0.0.1", "evt_"));
        receiver.behave(call -> Reply.status(500));
        double before = meters.get("moderato.webhooks.waiting").gauge().value();
        decide("2", Outcome.APPROVE);
        waiting().until(() -> meters.get("moderato.webhooks.waiting").gauge().value() > before);
    }

    private List<Received> received(int calls) {
        waiting().until(() -> receiver.received().size() >= calls);
        assertThat(receiver.received()).hasSize(calls);
        return new ArrayList<>(receiver.received());
    }

    private List<DeliveryState> states(Subscription subscription) {
        return deliveriesOf(subscription).stream().map(Delivery::state).toList();
    }

    private int health(Subscription subscription) {
        return jdbc.sql("SELECT failures_in_row FROM webhook_receiver WHERE subscription_id = ?")
                .param(subscription.id())
                .query(Integer.class)
                .single();
    }

    private Instant pausedUntil(Subscription subscription) {
        return jdbc.sql("SELECT paused_until FROM webhook_receiver WHERE subscription_id = ?")
                .param(subscription.id())
                .query((row, index) ->
                        java.util.Optional.ofNullable(row.getTimestamp(1)).map(java.sql.Timestamp::toInstant))
                .single()
                .orElse(null);
    }

    private static void verify(String secret, Received call) throws Exception {
        new Webhook(secret)
                .verify(
                        call.body(),
                        Map.of(
                                "webhook-id", List.of(call.id()),
                                "webhook-timestamp", List.of(call.timestamp()),
                                "webhook-signature", call.signatures()));
    }

    private static int closedPort() {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}

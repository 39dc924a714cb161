package io.moderato.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.access.store.Actor;
import io.moderato.access.store.Role;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.database.StoreTest;
import io.moderato.decision.Outcome;
import io.moderato.event.EventType;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** What the tests of webhooks share: a community with an admin, a subscription, and a process that delivers. */
@TestPropertySource(properties = "moderato.webhooks.keys=a-key-of-these-tests-and-of-nothing-else")
abstract class WebhookStoreTest extends StoreTest {
    static final Duration LEASE = Duration.ofMinutes(1);
    static final int MANY = 10_000;

    @Autowired
    Subscriptions subscriptions;

    @Autowired
    Receivers receivers;

    @Autowired
    EventFanOut fanOut;

    @Autowired
    DueDeliveries due;

    @Autowired
    Deliveries deliveries;

    @Autowired
    DeliveryCare care;

    @Autowired
    JdbcClient jdbc;

    final UUID process = UUID.randomUUID();

    Actor admin(CommunityId community) {
        return loggedIn(account(Role.ADMIN, community));
    }

    static SubscriptionTerms terms(String name) {
        return new SubscriptionTerms(name, "https://hooks.example.com/in", EnumSet.allOf(EventType.class), false);
    }

    Subscription subscribed(Actor admin, CommunityId community) {
        return subscriptions.create(admin, community, terms("all")).subscription();
    }

    /** A content of that text with its automatic decision, both told to the subscriptions. */
    Content decidedContent(CommunityId community, String externalId) {
        Content content = submit(community, comment(externalId, "a text that nobody but its readers sees"));
        decided(content, Outcome.REJECT, 0.9);
        collect();
        return content;
    }

    void collect() {
        while (fanOut.collect(MANY) > 0) {
            // until nothing is left
        }
    }

    /** The receiver, taken by a process; empty if nothing is due or another process has it. */
    Optional<Receiver> taken(UUID by, UUID subscription) {
        return receivers.take(by, LEASE, MANY).contains(subscription)
                ? receivers.renew(by, subscription, LEASE)
                : Optional.empty();
    }

    Receiver taken(UUID subscription) {
        return taken(process, subscription).orElseThrow();
    }

    List<DueDelivery> next(Receiver receiver) {
        return due.next(receiver, List.of(), MANY);
    }

    void delivered(DueDelivery delivery) {
        due.settle(List.of(new Delivered(delivery.id(), 200, Duration.ofMillis(7))), List.of());
    }

    void failed(DueDelivery delivery, @Nullable Instant nextAt) {
        due.settle(
                List.of(),
                List.of(new FailedAttempt(
                        delivery.id(),
                        FailureCause.RECEIVER_FAILED,
                        "The receiver answered with 500.",
                        500,
                        Duration.ofMillis(3),
                        "oops",
                        nextAt)));
    }

    static void assertProblem(ProblemKey key, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.key()).isEqualTo(key));
    }
}

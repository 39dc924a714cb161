package io.moderato.webhook.delivery;

import io.moderato.access.store.Account;
import io.moderato.access.store.Accounts;
import io.moderato.access.store.Actor;
import io.moderato.access.store.Role;
import io.moderato.api.ApiProcess;
import io.moderato.api.ApiTest;
import io.moderato.api.FakeModeration;
import io.moderato.community.CommunityId;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentType;
import io.moderato.content.store.NewContent;
import io.moderato.decision.Outcome;
import io.moderato.decision.store.AutomaticDecision;
import io.moderato.event.EventType;
import io.moderato.problem.ProblemException;
import io.moderato.webhook.store.Attempt;
import io.moderato.webhook.store.Deliveries;
import io.moderato.webhook.store.Delivery;
import io.moderato.webhook.store.NewSecret;
import io.moderato.webhook.store.Subscription;
import io.moderato.webhook.store.SubscriptionTerms;
import io.moderato.webhook.store.Subscriptions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Receivers on this machine, which an operator has to allow. Subclasses have a database of their own: others would deliver, too. */
// a database of its own, and connections to it, only while its tests run
@DirtiesContext
@TestPropertySource(
        properties = {
            "moderato.webhooks.keys=" + WebhookTest.KEY,
            "moderato.webhooks.allow-http=true",
            "moderato.webhooks.allowed-ranges=127.0.0.1"
        })
abstract class WebhookTest extends ApiProcess {
    static final String KEY = "a-key-of-these-tests-and-of-nothing-else";

    @Autowired
    Subscriptions subscriptions;

    @Autowired
    Deliveries deliveries;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    final WebhookReceiver receiver = new WebhookReceiver();
    CommunityId community;
    Actor admin;

    @DynamicPropertySource
    static void kafka(DynamicPropertyRegistry registry) {
        ApiTest.kafkaWithTopics(registry);
    }

    @BeforeEach
    void logIn() {
        community = community();
        String name = "admin-" + UUID.randomUUID();
        Account account = accounts.bootstrap(name, name, "correct horse", Role.ADMIN);
        accounts.bootstrapMembership(account.actor().id(), community, null);
        admin = account.actor();
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        admin.username(), "", AuthorityUtils.createAuthorityList("ROLE_ADMIN")));
    }

    @AfterEach
    void deleteSubscriptions() {
        // A delivery may disable its subscription between the look and the deletion.
        waiting().ignoreExceptionsInstanceOf(ProblemException.class).until(() -> {
            subscriptions
                    .of(admin, community)
                    .forEach(each -> subscriptions.delete(admin, community, each.id(), each.editVersion()));
            return true;
        });
        SecurityContextHolder.clearContext();
        receiver.close();
    }

    NewSecret subscribe(String url) {
        return subscribe(url, EnumSet.allOf(EventType.class), false);
    }

    NewSecret subscribe(String url, Set<EventType> types, boolean withTexts) {
        return subscriptions.create(
                admin, community, new SubscriptionTerms("to " + UUID.randomUUID(), url, types, withTexts));
    }

    /** A content of that client's id, decided. */
    Content decide(String externalId, Outcome outcome) {
        return decide(
                new NewContent(
                        externalId,
                        new Author("author", null),
                        ContentType.COMMENT,
                        "posted as " + externalId,
                        List.of(),
                        null,
                        null,
                        null,
                        null),
                outcome);
    }

    Content decide(NewContent posted, Outcome outcome) {
        Content content = contents.submit(community, List.of(posted), Duration.ofMinutes(1))
                .getFirst()
                .content();
        decisions.recordAutomatic(List.of(new AutomaticDecision(content, FakeModeration.result(outcome))));
        return content;
    }

    List<Delivery> deliveriesOf(Subscription subscription) {
        return deliveries.list(community, subscription.id(), null, 0, 1000);
    }

    /** A call that the receiver did not take, as soon as there is one. */
    Attempt firstAttempt(Subscription subscription) {
        return waiting()
                .until(
                        () -> deliveriesOf(subscription).stream()
                                .flatMap(each -> deliveries.attempts(admin, community, each.id()).stream())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Waits on this thread, which is the one that is logged in. */
    static ConditionFactory waiting() {
        return Awaitility.await().pollInSameThread().atMost(Duration.ofMinutes(3));
    }
}

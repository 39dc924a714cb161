package io.moderato.webhook.ui;

import io.moderato.access.store.Accounts;
import io.moderato.access.store.Actor;
import io.moderato.community.CommunityId;
import io.moderato.event.EventType;
import io.moderato.webhook.store.Delivered;
import io.moderato.webhook.store.Deliveries;
import io.moderato.webhook.store.DueDeliveries;
import io.moderato.webhook.store.DueDelivery;
import io.moderato.webhook.store.EventFanOut;
import io.moderato.webhook.store.FailedAttempt;
import io.moderato.webhook.store.FailureCause;
import io.moderato.webhook.store.Receiver;
import io.moderato.webhook.store.ReceiverHealth;
import io.moderato.webhook.store.Receivers;
import io.moderato.webhook.store.Subscription;
import io.moderato.webhook.store.SubscriptionTerms;
import io.moderato.webhook.store.Subscriptions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** Webhooks to look at: one that works, one that fails, one that is disabled. Plays the process that delivers. */
public final class SampleWebhooks {
    private static final int ALL = 1000;
    private static final Duration LEASE = Duration.ofHours(1);

    private final ApplicationContext context;
    private final CommunityId community;
    private final UUID process = UUID.randomUUID();

    public SampleWebhooks(ApplicationContext context, CommunityId community) {
        this.context = context;
        this.community = community;
    }

    /** Subscribes, before anything happens. */
    public void subscribe() {
        create("Forum software", "https://forum.example.com/hooks/moderation", EnumSet.allOf(EventType.class), false);
        create(
                "Newsroom archive",
                "https://archive.example.org/in?from=moderato",
                Set.of(EventType.CONTENT_DECIDED, EventType.APPEAL_ANSWERED),
                true);
        create("Old chat bridge", "https://bridge.example.net/v1/events", Set.of(EventType.CASE_OPENED), false);
    }

    /** Delivers what happened: to the first all but a few, to the second nothing. */
    public void deliver() {
        collect();
        Receivers receivers = context.getBean(Receivers.class);
        for (Subscription each : subscriptions()) {
            if (each.terms().name().equals("Forum software")) {
                List<DueDelivery> due = due(each);
                due.stream().limit(3).forEach(one -> fail(one, null));
                due.stream().skip(3).limit(9).forEach(this::take);
            } else if (each.terms().name().equals("Newsroom archive")) {
                due(each).stream()
                        .limit(6)
                        .forEach(one -> fail(one, Instant.now().plus(Duration.ofMinutes(25))));
                receivers.note(
                        each.id(),
                        new ReceiverHealth(
                                6,
                                Instant.now().minus(Duration.ofHours(3)),
                                Instant.now().plus(Duration.ofMinutes(4))),
                        false);
            } else {
                receivers.disable(each.id(), "The receiver answered with 410 Gone: it wants no more webhooks.");
            }
        }
        SecurityContextHolder.clearContext();
    }

    void collect() {
        while (context.getBean(EventFanOut.class).collect(ALL) > 0) {
            // until nothing is left
        }
    }

    List<Subscription> subscriptions() {
        return context.getBean(Subscriptions.class).of(logIn(), community);
    }

    Subscription create(String name, String url, Set<EventType> types, boolean withTexts) {
        return context.getBean(Subscriptions.class)
                .create(logIn(), community, new SubscriptionTerms(name, url, types, withTexts))
                .subscription();
    }

    /** What is due for that webhook. */
    List<DueDelivery> due(Subscription subscription) {
        Receivers receivers = context.getBean(Receivers.class);
        receivers.take(process, LEASE, ALL);
        Receiver receiver = receivers.renew(process, subscription.id(), LEASE).orElseThrow();
        return context.getBean(DueDeliveries.class).next(receiver, List.of(), ALL);
    }

    void take(DueDelivery delivery) {
        context.getBean(DueDeliveries.class)
                .settle(List.of(new Delivered(delivery.id(), 204, Duration.ofMillis(48))), List.of());
    }

    void fail(DueDelivery delivery, @Nullable Instant nextAt) {
        context.getBean(DueDeliveries.class)
                .settle(
                        List.of(),
                        List.of(new FailedAttempt(
                                delivery.id(),
                                FailureCause.RECEIVER_FAILED,
                                "The receiver answered with 502; it has to be 200 to 299.",
                                502,
                                Duration.ofMillis(1312),
                                "<html><head><title>502 Bad Gateway</title></head></html>",
                                nextAt)));
    }

    Deliveries deliveries() {
        logIn();
        return context.getBean(Deliveries.class);
    }

    /** The admin of the console, logged in on this thread. */
    Actor logIn() {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        "admin", "", AuthorityUtils.createAuthorityList("ROLE_ADMIN")));
        return context.getBean(Accounts.class).find("admin").orElseThrow().actor();
    }
}

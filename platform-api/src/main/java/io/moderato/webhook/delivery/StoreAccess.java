package io.moderato.webhook.delivery;

import io.moderato.webhook.store.Delivered;
import io.moderato.webhook.store.DueDeliveries;
import io.moderato.webhook.store.DueDelivery;
import io.moderato.webhook.store.FailedAttempt;
import io.moderato.webhook.store.Receiver;
import io.moderato.webhook.store.ReceiverHealth;
import io.moderato.webhook.store.Receivers;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** The stores, for many turns at once: they share few connections, so that those who call the API always find one. */
@Component
class StoreAccess {
    private static final int CONNECTIONS = 4;

    private final Semaphore connections = new Semaphore(CONNECTIONS, true);
    private final UUID holder = UUID.randomUUID();
    private final Receivers receivers;
    private final DueDeliveries due;
    private final DeliverySettings settings;

    StoreAccess(Receivers receivers, DueDeliveries due, DeliverySettings settings) {
        this.receivers = receivers;
        this.due = due;
        this.settings = settings;
    }

    List<UUID> take(int limit) throws InterruptedException {
        return with(() -> receivers.take(holder, settings.lease(), limit));
    }

    Optional<Receiver> renew(UUID subscription) throws InterruptedException {
        return with(() -> receivers.renew(holder, subscription, settings.lease()));
    }

    List<DueDelivery> next(Receiver receiver, Collection<Long> inHand, int limit) throws InterruptedException {
        return with(() -> due.next(receiver, inHand, limit));
    }

    void settle(List<Delivered> delivered, List<FailedAttempt> failed) throws InterruptedException {
        with(() -> due.settle(delivered, failed));
    }

    void note(UUID subscription, ReceiverHealth health, boolean recovered) throws InterruptedException {
        with(() -> receivers.note(subscription, health, recovered));
    }

    void disable(UUID subscription, String because) throws InterruptedException {
        with(() -> receivers.disable(subscription, because));
    }

    void release(UUID subscription) throws InterruptedException {
        with(() -> receivers.release(holder, subscription));
    }

    private void with(Runnable act) throws InterruptedException {
        with(() -> {
            act.run();
            return true;
        });
    }

    private <T> T with(Supplier<T> act) throws InterruptedException {
        connections.acquire();
        try {
            return act.get();
        } finally {
            connections.release();
        }
    }
}

package io.moderato.webhook.delivery;

import io.moderato.webhook.delivery.CallOutcome.NotTaken;
import io.moderato.webhook.delivery.CallOutcome.Taken;
import io.moderato.webhook.store.Delivered;
import io.moderato.webhook.store.DueDelivery;
import io.moderato.webhook.store.FailedAttempt;
import io.moderato.webhook.store.FailureCause;
import io.moderato.webhook.store.Receiver;
import io.moderato.webhook.store.ReceiverHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One turn with one receiver, while this process has its lease: sends what is due with a few calls at once, and keeps what came of them in
 * batches. One thread runs it; each call has a thread of its own.
 */
final class Turn {
    private static final Logger LOG = LoggerFactory.getLogger(Turn.class);
    private static final int FETCHED_FOR_A_CALL = 4;
    private static final int SETTLED_AT_ONCE = 200;
    private static final Duration SETTLED_WITHIN = Duration.ofMillis(50);

    private final Receiver first;
    private final UUID subscription;
    private final StoreAccess store;
    private final ReceiverCalls calls;
    private final DeliverySettings settings;
    private final BackOff backOff;
    private final Semaphore sharedCalls;
    private final DeliveryMeters meters;
    private final BooleanSupplier mayGoOn;

    private final Set<Long> inHand = new HashSet<>();
    private final Queue<DueDelivery> fetched = new ArrayDeque<>();
    private final BlockingQueue<Finished> finished = new LinkedBlockingQueue<>();
    private final List<Delivered> delivered = new ArrayList<>();
    private final List<FailedAttempt> failed = new ArrayList<>();
    private final Circuit circuit;
    private ReceiverHealth known;
    private int running;
    private boolean recovered;
    private boolean gone;

    /**
     * A turn.
     *
     * @param first       the receiver, leased just now
     * @param mayGoOn     whether more may be sent
     * @param sharedCalls from which each call takes one that is not the only one of its receiver
     */
    Turn(
            Receiver first,
            StoreAccess store,
            ReceiverCalls calls,
            DeliverySettings settings,
            BackOff backOff,
            Semaphore sharedCalls,
            DeliveryMeters meters,
            BooleanSupplier mayGoOn) {
        this.first = first;
        this.subscription = first.subscription();
        this.store = store;
        this.calls = calls;
        this.settings = settings;
        this.backOff = backOff;
        this.sharedCalls = sharedCalls;
        this.meters = meters;
        this.mayGoOn = mayGoOn;
        this.known = first.health();
        this.circuit = new Circuit(known, settings, backOff);
    }

    /** Sends until nothing is due, the receiver is to be left alone, or the turn is over. */
    void run() throws InterruptedException {
        Optional<Receiver> receiver = Optional.of(first);
        while (receiver.isPresent() || !inHand.isEmpty()) {
            if (receiver.isPresent() && !circuit.open() && mayGoOn.getAsBoolean()) {
                fetch(receiver.get());
                start(receiver.get());
            } else {
                fetched.forEach(each -> inHand.remove(each.id()));
                fetched.clear();
            }
            if (inHand.isEmpty()) {
                break;
            }
            takeFinished(receiver);
            settle();
            receiver = store.renew(subscription);
        }
        store.release(subscription);
    }

    private void fetch(Receiver receiver) throws InterruptedException {
        if (fetched.size() < circuit.calls()) {
            List<DueDelivery> next =
                    store.next(receiver, inHand, circuit.calls() * FETCHED_FOR_A_CALL - fetched.size());
            next.forEach(each -> inHand.add(each.id()));
            fetched.addAll(next);
        }
    }

    private void start(Receiver receiver) {
        while (running < circuit.calls() && !fetched.isEmpty() && !circuit.open()) {
            boolean shared = running > 0;
            if (shared && !sharedCalls.tryAcquire()) {
                return;
            }
            DueDelivery delivery = fetched.remove();
            running++;
            Thread.ofVirtual().name("webhook-call").start(() -> call(receiver, delivery, shared));
        }
    }

    private void call(Receiver receiver, DueDelivery delivery, boolean shared) {
        CallOutcome outcome = new NotTaken(
                FailureCause.NOT_SENT,
                "Something went wrong on our side, so this was not sent.",
                null,
                Duration.ZERO,
                "",
                null);
        try {
            outcome = calls.send(receiver, delivery);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException ours) {
            LOG.error("The webhook {} could not be sent", delivery.eventId(), ours);
        } finally {
            if (shared) {
                sharedCalls.release();
            }
            finished.add(new Finished(delivery, outcome));
        }
    }

    /** Waits until a call ends, then takes up what ends within a moment; what is fetched already takes its place at once. */
    private void takeFinished(Optional<Receiver> receiver) throws InterruptedException {
        boolean free = running < circuit.calls() && !circuit.open();
        // a free call looks for what has become due meanwhile
        Duration patience = free ? settings.interval() : settings.lease().dividedBy(4);
        Finished next = finished.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        long end = System.nanoTime() + SETTLED_WITHIN.toNanos();
        while (next != null) {
            running--;
            note(next);
            if (receiver.isPresent() && mayGoOn.getAsBoolean()) {
                start(receiver.get());
            }
            boolean enough = delivered.size() + failed.size() >= SETTLED_AT_ONCE || fetched.isEmpty();
            next = enough ? finished.poll() : finished.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    private void note(Finished call) {
        DueDelivery delivery = call.delivery();
        meters.called(call.outcome());
        switch (call.outcome()) {
            case Taken taken -> {
                recovered |= circuit.taken();
                delivered.add(new Delivered(delivery.id(), taken.status(), taken.took()));
            }
            case NotTaken not -> {
                Instant now = Instant.now();
                Instant nextAt = null;
                if (!delivery.isTest()) {
                    circuit.notTaken(now, not.retryAfter());
                    nextAt = backOff.retry(delivery.attempts(), delivery.firstFailedAt(), now)
                            .orElse(null);
                }
                gone |= not.cause() == FailureCause.GONE;
                failed.add(new FailedAttempt(
                        delivery.id(), not.cause(), not.words(), not.status(), not.took(), not.answer(), nextAt));
            }
        }
    }

    private void settle() throws InterruptedException {
        if (delivered.isEmpty() && failed.isEmpty()) {
            return;
        }
        store.settle(delivered, failed);
        if (!circuit.health().equals(known)) {
            store.note(subscription, circuit.health(), recovered);
            known = circuit.health();
        }
        if (gone) {
            store.disable(subscription, "The receiver answered with 410 Gone: it wants no more webhooks.");
        } else if (circuit.hopeless(Instant.now())) {
            store.disable(
                    subscription,
                    "The receiver took nothing for %d days. Its last failure: %s"
                            .formatted(
                                    settings.disableAfter().toDays(),
                                    failed.getLast().words()));
        }
        delivered.forEach(each -> inHand.remove(each.delivery()));
        failed.forEach(each -> inHand.remove(each.delivery()));
        delivered.clear();
        failed.clear();
        recovered = false;
    }

    private record Finished(DueDelivery delivery, CallOutcome outcome) {}
}

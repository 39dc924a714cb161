package io.moderato.webhook.delivery;

import io.moderato.webhook.store.EventFanOut;
import io.moderato.webhook.store.Receiver;
import io.moderato.webhook.store.ReceiverHealth;
import io.moderato.webhook.store.UnopenedSecretException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Collects events for the subscriptions and gives each receiver its turns, as many side by side as this process may serve. */
@Component
@ConditionalOnProperty(prefix = "moderato.webhooks.delivery", name = "enabled", matchIfMissing = true)
class Turns implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    private static final int COLLECTED_AT_ONCE = 2_000;
    private static final int COLLECTED_BETWEEN_LOOKS = 20;
    /** Then a receiver makes room for others, if some wait. */
    private static final Duration LENGTH = Duration.ofSeconds(10);

    private static final Duration WITHOUT_KEY = Duration.ofMinutes(1);
    private static final Duration LAST_CALLS = Duration.ofSeconds(5);

    private final EventFanOut fanOut;
    private final StoreAccess store;
    private final ReceiverCalls calls;
    private final DeliverySettings settings;
    private final DeliveryMeters meters;
    private final BackOff backOff;
    private final Semaphore sharedCalls;
    private final Set<UUID> served = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("webhook-turn-", 0).factory());
    private volatile boolean stopping;

    Turns(
            EventFanOut fanOut,
            StoreAccess store,
            ReceiverCalls calls,
            DeliverySettings settings,
            DeliveryMeters meters) {
        this.fanOut = fanOut;
        this.store = store;
        this.calls = calls;
        this.settings = settings;
        this.meters = meters;
        this.backOff = new BackOff(settings, () -> ThreadLocalRandom.current().nextDouble());
        this.sharedCalls = new Semaphore(settings.sharedCalls());
    }

    /** Collects what happened, and begins a turn with each receiver for which something is due. */
    @Scheduled(fixedDelayString = "${moderato.webhooks.delivery.interval:200ms}")
    void look() throws InterruptedException {
        try {
            int collected = COLLECTED_AT_ONCE;
            for (int i = 0; i < COLLECTED_BETWEEN_LOOKS && collected == COLLECTED_AT_ONCE && !stopping; i++) {
                collected = fanOut.collect(COLLECTED_AT_ONCE);
            }
            int free = settings.receiversAtOnce() - served.size();
            if (free > 0 && !stopping) {
                store.take(free).forEach(this::begin);
            }
        } catch (DataAccessException | TransactionException down) {
            told(down);
        }
    }

    private void begin(UUID receiver) {
        if (!served.add(receiver)) {
            // its lease ran out while this process was held up, but its turn goes on
            return;
        }
        long end = System.nanoTime() + LENGTH.toNanos();
        BooleanSupplier mayGoOn =
                () -> !stopping && (System.nanoTime() < end || served.size() < settings.receiversAtOnce());
        threads.execute(() -> {
            try {
                serve(receiver, mayGoOn);
            } catch (DataAccessException | TransactionException down) {
                told(down);
            } catch (UnopenedSecretException otherKey) {
                leaveAlone(receiver, otherKey);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                served.remove(receiver);
            }
        });
    }

    private void serve(UUID receiver, BooleanSupplier mayGoOn) throws InterruptedException {
        Optional<Receiver> first = store.renew(receiver);
        if (first.isPresent()) {
            new Turn(first.get(), store, calls, settings, backOff, sharedCalls, meters, mayGoOn).run();
        } else {
            store.release(receiver);
        }
    }

    private void leaveAlone(UUID receiver, UnopenedSecretException otherKey) {
        LOG.error("{}. It is tried again every minute.", otherKey.getMessage());
        try {
            store.note(receiver, new ReceiverHealth(0, null, Instant.now().plus(WITHOUT_KEY)), false);
            store.release(receiver);
        } catch (DataAccessException | TransactionException down) {
            told(down);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void told(Exception down) {
        LOG.debug(
                "The database does not answer ({}); delivering webhooks later",
                down.getClass().getSimpleName());
    }

    /** Begins no more calls and waits for those under way, so that they need not be repeated. */
    @Override
    public void close() {
        stopping = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LAST_CALLS.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}

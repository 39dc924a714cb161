package io.moderato.webhook.delivery;

import io.moderato.webhook.store.DeliveryCare;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Gives up what waited too long, removes what is old, and counts what there is. */
@Component
@ConditionalOnProperty(prefix = "moderato.webhooks.delivery", name = "enabled", matchIfMissing = true)
class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final int AT_ONCE = 5_000;
    private static final int ROUNDS = 100;

    private final DeliveryCare care;
    private final DeliverySettings settings;
    private final DeliveryMeters meters;

    Housekeeping(DeliveryCare care, DeliverySettings settings, DeliveryMeters meters) {
        this.care = care;
        this.settings = settings;
        this.meters = meters;
    }

    /** Several processes may do so side by side. */
    @Scheduled(fixedDelayString = "${moderato.webhooks.delivery.care-interval:1m}")
    void care() {
        try {
            int done = AT_ONCE;
            for (int round = 0; round < ROUNDS && done >= AT_ONCE; round++) {
                done = care.giveUp(settings.giveUpAfter(), AT_ONCE);
            }
            done = AT_ONCE;
            for (int round = 0; round < ROUNDS && done >= AT_ONCE; round++) {
                done = care.prune(AT_ONCE);
            }
        } catch (DataAccessException | TransactionException down) {
            LOG.debug(
                    "The database does not answer ({}); caring for webhooks later",
                    down.getClass().getSimpleName());
        }
    }

    /** Counts for the metrics. */
    @Scheduled(fixedDelayString = "${moderato.webhooks.delivery.count-interval:30s}")
    void count() {
        try {
            meters.counted(care.counts());
        } catch (DataAccessException | TransactionException down) {
            LOG.debug(
                    "The database does not answer ({}); counting webhooks later",
                    down.getClass().getSimpleName());
        }
    }
}

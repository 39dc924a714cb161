package io.moderato.webhook.delivery;

import io.moderato.database.ScheduledWork;
import io.moderato.webhook.store.DeliveryCare;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

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
        ScheduledWork.attempt(LOG, "caring for webhooks", () -> {
            ScheduledWork.steps(ROUNDS, AT_ONCE, () -> care.giveUp(settings.giveUpAfter(), AT_ONCE));
            ScheduledWork.steps(ROUNDS, AT_ONCE, () -> care.prune(AT_ONCE));
        });
    }

    /** Counts for the metrics. */
    @Scheduled(fixedDelayString = "${moderato.webhooks.delivery.count-interval:30s}")
    void count() {
        ScheduledWork.attempt(LOG, "counting webhooks", () -> meters.counted(care.counts()));
    }
}

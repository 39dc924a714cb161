package io.moderato.idempotency.store;

import io.moderato.database.ScheduledWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets calls whose time is over, a bounded number at a time. */
@Component
class IdempotencyCare {
    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyCare.class);
    private static final int AT_ONCE = 1_000;
    private static final int ROUNDS = 50;

    private final IdempotencyKeys keys;

    IdempotencyCare(IdempotencyKeys keys) {
        this.keys = keys;
    }

    /** Forgets them in steps. */
    @Scheduled(
            initialDelayString = "${moderato.idempotency.care-interval:10m}",
            fixedDelayString = "${moderato.idempotency.care-interval:10m}")
    void care() {
        ScheduledWork.attempt(
                LOG, "forgetting old calls", () -> ScheduledWork.steps(ROUNDS, AT_ONCE, () -> keys.forgetOld(AT_ONCE)));
    }
}

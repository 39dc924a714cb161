package io.moderato.idempotency.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

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

    /** Each round is a transaction of its own, so that none holds many rows. */
    @Scheduled(
            initialDelayString = "${moderato.idempotency.care-interval:10m}",
            fixedDelayString = "${moderato.idempotency.care-interval:10m}")
    void care() {
        try {
            int forgotten = AT_ONCE;
            for (int round = 0; round < ROUNDS && forgotten == AT_ONCE; round++) {
                forgotten = keys.forgetOld(AT_ONCE);
            }
        } catch (DataAccessException | TransactionException down) {
            LOG.debug(
                    "The database does not answer ({}); later", down.getClass().getSimpleName());
        }
    }
}

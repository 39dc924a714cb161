package io.moderato.access.login;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Bounds the passwords that are checked at the same time: each check takes 19 MiB of memory and a processor for some 50 ms, so a crowd that
 * logs in at once must not have them all.
 */
@Component
class PasswordChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Semaphore free;

    PasswordChecks(LoginProperties properties) {
        this.free = new Semaphore(properties.checksAtOnce(), true);
    }

    /** Waits a moment until a password may be checked; false if too many others wait. Whoever gets true ends the check. */
    boolean begin() {
        try {
            return free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends a check that was begun. */
    void end() {
        free.release();
    }
}

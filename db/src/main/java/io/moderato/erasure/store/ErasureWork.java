package io.moderato.erasure.store;

import io.moderato.database.PatientWork;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Does what erasures ask for. It runs in every service: whichever is alive goes on with what another one began, and no two do the same.
 */
@Component
public class ErasureWork {
    private static final Logger LOG = LoggerFactory.getLogger(ErasureWork.class);
    private static final int AT_ONCE = 10;
    private static final Duration TURN = Duration.ofSeconds(5);

    private final ErasureSteps steps;
    private final FailedErasures failures = new FailedErasures();
    private final PatientWork work = new PatientWork(LOG, "erasures go on when it is back.");

    ErasureWork(ErasureSteps steps) {
        this.steps = steps;
    }

    /** Goes on with what is not done, each erasure for a few seconds, so that a large one holds up no small one. */
    @Scheduled(fixedDelayString = "${moderato.erasure.interval:1s}")
    public void goOn() {
        work.attempt(() -> steps.toDo(AT_ONCE, failures.waiting(Instant.now())).forEach(this::goOn));
    }

    private void goOn(UUID erasure) {
        try {
            goOn(erasure, TURN, false);
            failures.wentOn(erasure);
        } catch (TransientDataAccessException busy) {
            LOG.debug(
                    "Erasure {} could not go on ({}); later",
                    erasure,
                    busy.getClass().getSimpleName());
        } catch (RuntimeException failed) {
            if (PatientWork.waitsFor(failed)) {
                throw failed;
            }
            failures.failed(erasure, failed, Instant.now())
                    .ifPresent(silence -> LOG.error(
                            "Erasure {} could not go on. It is tried again at growing intervals; the same failure, of whichever erasure, is not told again for {} s",
                            erasure,
                            silence.toSeconds(),
                            failed));
        }
    }

    /** Goes on with one erasure for about that long, or until it is done, also if another process is at it. */
    public void goOn(UUID erasure, Duration time) {
        goOn(erasure, time, true);
    }

    private void goOn(UUID erasure, Duration time, boolean patient) {
        long end = System.nanoTime() + time.toNanos();
        boolean more = true;
        while (more && System.nanoTime() < end) {
            more = steps.next(erasure, patient);
        }
    }
}

package io.moderato.archive.applying;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.database.PatientWork;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Applies re-moderations, a little at a time and never faster than was approved, in whichever service comes first. */
@Component
public class ApplicationWork {
    private static final Logger LOG = LoggerFactory.getLogger(ApplicationWork.class);

    private final ApplicationSteps steps;
    private final PatientWork work = new PatientWork(LOG, "applying a re-moderation goes on when it is back.");
    private final MeterRegistry meters;

    ApplicationWork(ApplicationSteps steps, MeterRegistry meters) {
        this.steps = steps;
        this.meters = meters;
    }

    /** Does every step that is due by now. */
    @Scheduled(fixedDelayString = "${moderato.archive.apply-interval:500ms}")
    void goOn() {
        work.attempt(() -> goOn(Instant.now()));
    }

    /** Does every step that is due at that time. A step makes the next one due later, so this ends. */
    void goOn(Instant now) {
        for (Optional<UUID> due = steps.due(now); due.isPresent() && step(due.get(), now); due = steps.due(now)) {
            LOG.trace("Did a step of application {}", due);
        }
    }

    /** Does one step, and returns whether there may be another one to do now. */
    private boolean step(UUID id, Instant now) {
        try {
            Optional<Counts> counts = steps.step(id, now);
            counts.ifPresent(this::count);
            return counts.isPresent();
        } catch (RuntimeException failed) {
            if (PatientWork.waitsFor(failed)) {
                throw failed;
            }
            LOG.error(
                    "A step of application {} failed. The application stops; nothing of the step was done", id, failed);
            steps.fail(
                    id, "A step failed (" + failed.getClass().getSimpleName() + "). The log of the service says more.");
            return true;
        }
    }

    private void count(Counts counts) {
        count("applied", counts.applied());
        count("skipped", counts.allSkipped());
        count("undone", counts.undone());
        count("kept", counts.allKept());
    }

    private void count(String result, int changes) {
        Counter.builder("moderato.archive.changes")
                .description("Changes of re-moderations that were settled, by what became of them")
                .tag("result", result)
                .register(meters)
                .increment(changes);
    }
}

package io.moderato.retention.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.database.ScheduledWork;
import io.moderato.retention.store.RetentionSteps.Step;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes what nobody needs any more, a little at a time, in whichever service comes first. */
@Component
public class RetentionWork {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionWork.class);

    private final RetentionSteps steps;
    private final Counter forgotten;

    RetentionWork(RetentionSteps steps, MeterRegistry meters) {
        this.steps = steps;
        this.forgotten = Counter.builder("moderato.retention.forgotten")
                .description("Contents that were deleted because their time was over")
                .register(meters);
    }

    /** Deletes everything whose time is over by now. */
    @Scheduled(
            initialDelayString = "${moderato.retention.first-care:5m}",
            fixedDelayString = "${moderato.retention.care-interval:1h}")
    void care() {
        ScheduledWork.attempt(LOG, "deleting what is kept no longer", () -> forgetUntil(Instant.now()));
    }

    /** Deletes everything whose time is over at that time. */
    void forgetUntil(Instant now) {
        int contents = all(steps::lookAtNext, now) + all(steps::lookAgain, now);
        int audit = rows(steps::forgetAudit, now);
        int deadLetters = rows(steps::forgetDeadLetters, now);
        int runs = rows(steps::forgetArchiveRuns, now);
        if (contents + audit + deadLetters + runs > 0) {
            LOG.info(
                    "Deleted because their time was over: {} contents, {} entries of the audit trail, {} dead letters, {} runs over the archive and changes that they found",
                    contents,
                    audit,
                    deadLetters,
                    runs);
        }
    }

    private int all(Function<Instant, Step> look, Instant now) {
        int deleted = 0;
        for (Step step = look.apply(now); step.looked() > 0; step = look.apply(now)) {
            deleted += step.forgotten();
            forgotten.increment(step.forgotten());
        }
        return deleted;
    }

    private static int rows(ToIntFunction<Instant> forget, Instant now) {
        int deleted = 0;
        for (int step = forget.applyAsInt(now); step > 0; step = forget.applyAsInt(now)) {
            deleted += step;
        }
        return deleted;
    }
}

package io.moderato.workload.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.moderato.database.ScheduledWork;
import io.moderato.decision.Outcome;
import io.moderato.workload.store.CaseKind;
import io.moderato.workload.store.DoneWork;
import io.moderato.workload.store.WorkDone;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counters and times of what was done. Each event is counted by one process: ask for {@code sum(…)}. A time that is not known is counted in
 * {@code moderato.review.unknown.times} and never as zero.
 */
@Component
class DoneMeters {
    private static final Logger LOG = LoggerFactory.getLogger(DoneMeters.class);
    private static final int AT_ONCE = 2000;
    private static final Duration[] LATENCIES = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(30),
        Duration.ofHours(2),
    };
    private static final Duration[] TIMES_OF_PEOPLE = {
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(2),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1),
        Duration.ofHours(4),
        Duration.ofHours(12),
        Duration.ofHours(24),
        Duration.ofDays(3),
        Duration.ofDays(7),
    };

    private final DoneWork work;
    private final MeterRegistry registry;

    DoneMeters(DoneWork work, MeterRegistry registry) {
        this.work = work;
        this.registry = registry;
    }

    @Scheduled(fixedDelayString = "${moderato.metrics.read-interval:1s}")
    void read() {
        ScheduledWork.attempt(
                LOG,
                "counting what was done",
                () -> ScheduledWork.steps(Integer.MAX_VALUE, AT_ONCE, () -> work.read(AT_ONCE, this::count)));
    }

    private void count(List<WorkDone> done) {
        done.forEach(this::count);
    }

    private void count(WorkDone done) {
        switch (done) {
            case WorkDone.Moderated moderated ->
                time(
                        "moderato.decision.latency",
                        "From the submission of a content to the pipeline's decision",
                        Tags.of("outcome", key(moderated.outcome())),
                        moderated.latency(),
                        LATENCIES);
            case WorkDone.Enqueued enqueued -> add("moderato.review.enqueued", enqueued);
            case WorkDone.Claimed claimed -> add("moderato.review.claimed", claimed);
            case WorkDone.Skipped skipped -> add("moderato.review.skipped", skipped);
            case WorkDone.Closed closed -> add("moderato.review.closed", closed);
            case WorkDone.Decided decided -> {
                registry.counter(
                                "moderato.review.decided",
                                CaseTags.of(decided.kind()).and("outcome", key(decided.outcome())))
                        .increment();
                timeOfPerson("created", "From the opening of a case to its decision", decided, decided.sinceCreated());
                timeOfPerson("claimed", "From taking a case to its decision", decided, decided.sinceClaimed());
            }
        }
    }

    private void add(String counter, WorkDone.OfCase done) {
        registry.counter(counter, CaseTags.of(done.kind())).increment();
    }

    private void timeOfPerson(String since, String description, WorkDone.Decided decided, @Nullable Duration time) {
        CaseKind kind = decided.kind();
        if (time == null) {
            registry.counter("moderato.review.unknown.times", CaseTags.of(kind).and("since", since))
                    .increment();
        } else {
            time(
                    "moderato.review.%s.to.decision".formatted(since),
                    description,
                    CaseTags.of(kind),
                    time,
                    TIMES_OF_PEOPLE);
        }
    }

    private void time(String name, String description, Tags tags, Duration time, Duration[] bounds) {
        Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(bounds)
                .register(registry)
                .record(time);
    }

    private static String key(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}

package io.moderato.workload.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.moderato.database.ScheduledWork;
import io.moderato.workload.store.Waiting;
import io.moderato.workload.store.WaitingWork;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Gauges of what waits. Every process counts for itself and tells the same, so that nothing is hidden when one of them is down: ask for
 * {@code max(…)}. No community, id or person is a label.
 */
@Component
class WaitingMeters {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingMeters.class);

    private final WaitingWork work;
    private final MultiGauge ready;
    private final MultiGauge held;
    private final MultiGauge overdue;
    private final MultiGauge oldestReady;
    private volatile Waiting waiting = Waiting.NOTHING;

    WaitingMeters(WaitingWork work, MeterRegistry registry) {
        this.work = work;
        gauge(registry, "moderato.content.waiting", "Accepted contents without a decision", Waiting::contents);
        gauge(
                registry,
                "moderato.content.oldest.waiting.seconds",
                "How long the oldest content without a decision has waited",
                each -> each.oldestContent().toSeconds());
        gauge(
                registry,
                "moderato.dead.letters.waiting",
                "Records that could not be processed and wait for an admin",
                Waiting::deadLetters);
        gauge(registry, "moderato.appeals.waiting", "Appeals without an answer", Waiting::appeals);
        gauge(
                registry,
                "moderato.appeals.oldest.waiting.seconds",
                "How long the oldest appeal without an answer has waited",
                each -> each.oldestAppeal().toSeconds());
        gauge(registry, "moderato.events.waiting", "Events that Kafka has not taken", Waiting::events);
        gauge(
                registry,
                "moderato.events.oldest.waiting.seconds",
                "How long ago the oldest event happened that Kafka has not taken",
                each -> each.oldestEvent().toSeconds());
        this.ready = cases(registry, "moderato.review.ready", "Open cases that nobody has");
        this.held = cases(registry, "moderato.review.held", "Open cases that a moderator has");
        this.overdue = cases(registry, "moderato.review.overdue", "Open cases whose time to be decided is over");
        this.oldestReady = cases(
                registry,
                "moderato.review.oldest.ready.seconds",
                "How long the oldest case has waited that nobody has");
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Waiting> value) {
        Gauge.builder(name, () -> value.applyAsDouble(waiting))
                .description(description)
                .register(registry);
    }

    private static MultiGauge cases(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    @Scheduled(fixedDelayString = "${moderato.metrics.count-interval:15s}")
    void count() {
        ScheduledWork.attempt(LOG, "counting what waits", () -> {
            waiting = work.count();
            show(ready, Waiting.Cases::ready);
            show(held, Waiting.Cases::held);
            show(overdue, Waiting.Cases::overdue);
            show(oldestReady, each -> each.oldestReady().toSeconds());
        });
    }

    /** A kind of case that is not open any more loses its row. */
    private void show(MultiGauge gauge, ToDoubleFunction<Waiting.Cases> value) {
        List<MultiGauge.Row<?>> rows = waiting.cases().stream()
                .<MultiGauge.Row<?>>map(each -> MultiGauge.Row.of(CaseTags.of(each.kind()), value.applyAsDouble(each)))
                .toList();
        gauge.register(rows, true);
    }
}

package io.moderato.webhook.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.moderato.webhook.delivery.CallOutcome.NotTaken;
import io.moderato.webhook.delivery.CallOutcome.Taken;
import io.moderato.webhook.store.DeliveryCounts;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** What operators see of webhooks. No id and no address is a label: there may be any number of them. */
@Component
class DeliveryMeters {
    private final MeterRegistry registry;
    private volatile DeliveryCounts counts = new DeliveryCounts(0, 0, Duration.ZERO, 0);

    DeliveryMeters(MeterRegistry registry) {
        this.registry = registry;
        gauge("moderato.webhooks.waiting", "Deliveries that wait, in all processes", DeliveryCounts::waiting);
        gauge("moderato.webhooks.dead", "Deliveries that were given up", DeliveryCounts::dead);
        gauge(
                "moderato.webhooks.oldest.seconds",
                "How long ago the oldest event happened that waits",
                each -> each.oldestAge().toSeconds());
        gauge("moderato.webhooks.disabled", "Subscriptions that are disabled", DeliveryCounts::disabled);
    }

    private void gauge(String name, String description, ToDoubleFunction<DeliveryCounts> value) {
        Gauge.builder(name, () -> value.applyAsDouble(counts))
                .description(description)
                .register(registry);
    }

    void counted(DeliveryCounts now) {
        counts = now;
    }

    void called(CallOutcome outcome) {
        String result = switch (outcome) {
            case Taken taken -> "taken";
            case NotTaken not -> not.cause().name().toLowerCase(Locale.ROOT);
        };
        Timer.builder("moderato.webhooks.calls")
                .description("Calls to receivers, by what came of them")
                .tag("result", result)
                .register(registry)
                .record(outcome.took());
    }
}

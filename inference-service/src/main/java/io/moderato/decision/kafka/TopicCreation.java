package io.moderato.decision.kafka;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** Creates the topics later where Kafka did not answer at the start, when Spring tries once. */
@Component
final class TopicCreation implements SmartLifecycle {
    private static final long SECONDS_BETWEEN_TRIES = 10;

    private final KafkaAdmin admin;
    private @Nullable ScheduledExecutorService clock;

    TopicCreation(KafkaAdmin admin) {
        this.admin = admin;
    }

    @Override
    public synchronized void start() {
        clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("topic-creation").factory());
        clock.scheduleWithFixedDelay(this::tryOnce, 0, SECONDS_BETWEEN_TRIES, TimeUnit.SECONDS);
    }

    @Override
    public synchronized void stop() {
        if (clock != null) {
            clock.shutdownNow();
            clock = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return clock != null;
    }

    private void tryOnce() {
        if (admin.initialize()) {
            stop();
        }
    }
}

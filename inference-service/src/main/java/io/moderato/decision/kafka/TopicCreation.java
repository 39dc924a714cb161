package io.moderato.decision.kafka;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** Creates the topics later if Kafka did not answer at the start. Spring itself tries only once. */
@Component
final class TopicCreation implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TopicCreation.class);
    private static final long SECONDS_BETWEEN_TRIES = 10;

    private final KafkaAdmin admin;
    private @Nullable ScheduledExecutorService clock;
    private boolean failing;

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
        try {
            if (admin.initialize()) {
                stop();
            }
        } catch (RuntimeException down) {
            // after its first try Spring throws; a task that throws is never run again
            if (!failing) {
                LOG.warn("Cannot create the topics yet, trying on: {}", down.getMessage());
            }
            failing = true;
        }
    }
}

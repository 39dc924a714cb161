package io.moderato.operations.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Asks Kafka every few seconds whether it answers, on a thread of its own, so that whoever asks for the health has the answer at once. A
 * consumer that cannot reach Kafka reports the lag that it last saw, which may be zero.
 */
final class KafkaWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(2);

    private final Map<String, Object> settings;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("kafka-watch").factory());
    private volatile boolean answering = true;
    private @Nullable Admin admin;

    /** @param settings of an admin client */
    KafkaWatch(Map<String, Object> settings, MeterRegistry meters) {
        this.settings = new HashMap<>(settings);
        this.settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "moderato-watch");
        this.settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        this.settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        Gauge.builder("moderato.kafka.answering", () -> answering ? 1 : 0)
                .description("1 if Kafka answered the last question, else 0")
                .register(meters);
        thread.scheduleWithFixedDelay(this::ask, 0, BETWEEN_QUESTIONS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether Kafka answered the last question. */
    boolean isAnswering() {
        return answering;
    }

    private void ask() {
        try {
            boolean answers = answers();
            if (answers != answering) {
                LOG.atLevel(answers ? Level.INFO : Level.WARN)
                        .log(answers ? "Kafka answers again" : "Kafka does not answer");
            }
            answering = answers;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            // the watch must go on after any failure
            answering = false;
            LOG.error("Could not ask Kafka", failed);
        }
    }

    private boolean answers() throws InterruptedException {
        if (admin == null) {
            admin = Admin.create(settings);
        }
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis()))
                    .clusterId()
                    .get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException silent) {
            return false;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        Admin used = admin;
        if (used != null) {
            used.close(Duration.ZERO);
        }
    }
}

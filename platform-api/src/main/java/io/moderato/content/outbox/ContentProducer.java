package io.moderato.content.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.content.ContentSubmitted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.MicrometerProducerListener;
import org.springframework.stereotype.Component;

/** A separate Kafka producer that gives up soon, because every record is also in the database and is sent again from there. */
@Component
class ContentProducer implements DisposableBean {
    private static final int BUFFER_BYTES = 16 * 1024 * 1024;
    // many comments travel in a few large requests; a single comment waits so briefly that nobody notices
    private static final int LINGER_MILLIS = 10;
    private static final int BATCH_BYTES = 128 * 1024;

    private final DefaultKafkaProducerFactory<String, String> factory;
    private final Producer<String, String> kafka;
    private final Duration timeout;
    private final Map<String, Object> adminConfiguration;

    ContentProducer(
            KafkaProperties properties,
            KafkaConnectionDetails connection,
            OutboxSettings settings,
            MeterRegistry metrics) {
        this.timeout = settings.sendTimeout();
        this.adminConfiguration = new HashMap<>(properties.buildAdminProperties());
        adminConfiguration.put(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                connection.getAdmin().getBootstrapServers());
        adminConfiguration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        adminConfiguration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        Map<String, Object> config = new HashMap<>(properties.buildProducerProperties());
        config.put(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                connection.getProducer().getBootstrapServers());
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "platform-api");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, ContentSubmitted.MAX_RECORD_BYTES);
        int millis = (int) timeout.toMillis();
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis + LINGER_MILLIS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        this.factory = new DefaultKafkaProducerFactory<>(config, new StringSerializer(), new StringSerializer());
        factory.addListener(new MicrometerProducerListener<>(metrics));
        this.kafka = factory.createProducer();
    }

    /**
     * Passes a record to Kafka's client, which completes the answer once the record is safe. Waits at most the send timeout for room and
     * for Kafka's addresses. If they do not come, the returned answer has already failed.
     */
    CompletableFuture<Void> send(ProducerRecord<String, String> posted) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        try {
            kafka.send(posted, (place, failure) -> {
                if (failure == null) {
                    sent.complete(null);
                } else {
                    sent.completeExceptionally(failure);
                }
            });
        } catch (KafkaException failure) {
            sent.completeExceptionally(failure);
        }
        return sent;
    }

    /** The configuration of a client that asks the same Kafka about its topics and consumers. */
    Map<String, Object> adminConfiguration() {
        return Map.copyOf(adminConfiguration);
    }

    /** Sends all records and waits until Kafka has them, or until one of them shows that Kafka does not answer. */
    Delivery sendAll(List<ProducerRecord<String, String>> posted) {
        List<CompletableFuture<Void>> sent = new ArrayList<>(posted.size());
        for (ProducerRecord<String, String> each : posted) {
            CompletableFuture<Void> future = send(each);
            if (future.isCompletedExceptionally() && !isTooLarge(future.exceptionNow())) {
                return Delivery.UNREACHABLE;
            }
            sent.add(future);
        }
        List<Integer> tooLarge = new ArrayList<>();
        long deadline = System.nanoTime() + 2 * timeout.toNanos();
        for (int i = 0; i < sent.size(); i++) {
            try {
                sent.get(i).get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException refused) {
                if (!isTooLarge(refused.getCause())) {
                    return Delivery.UNREACHABLE;
                }
                tooLarge.add(i);
            } catch (TimeoutException silent) {
                return Delivery.UNREACHABLE;
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return Delivery.UNREACHABLE;
            }
        }
        return new Delivery(true, tooLarge);
    }

    /** Whether Kafka answers, but will never accept that record. */
    static boolean isTooLarge(@Nullable Throwable failure) {
        return failure instanceof RecordTooLargeException;
    }

    /**
     * The result of sending records.
     *
     * @param complete whether Kafka answered for each record
     * @param tooLarge the places of the records that Kafka will never accept
     */
    record Delivery(boolean complete, List<Integer> tooLarge) {
        static final Delivery UNREACHABLE = new Delivery(false, List.of());
    }

    @Override
    public void destroy() {
        factory.setPhysicalCloseTimeout((int) timeout.toSeconds());
        factory.destroy();
    }
}

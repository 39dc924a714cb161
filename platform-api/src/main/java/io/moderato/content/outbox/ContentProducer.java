package io.moderato.content.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.MicrometerProducerListener;
import org.springframework.stereotype.Component;

/** A Kafka producer of our own that gives up soon: whatever it cannot bring is in the database and is sent again. */
@Component
class ContentProducer implements DisposableBean {
    private static final int BUFFER_BYTES = 16 * 1024 * 1024;
    private static final int MAX_RECORD_BYTES = 4 * 1024 * 1024;
    // a bulk of comments goes in a few large requests; a single one waits no longer than nobody notices
    private static final int LINGER_MILLIS = 10;
    private static final int BATCH_BYTES = 128 * 1024;

    private final DefaultKafkaProducerFactory<String, String> factory;
    private final Producer<String, String> kafka;
    private final Duration timeout;

    ContentProducer(
            KafkaProperties properties,
            KafkaConnectionDetails connection,
            OutboxSettings settings,
            MeterRegistry metrics) {
        this.timeout = settings.sendTimeout();
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
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES);
        int millis = (int) timeout.toMillis();
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis + LINGER_MILLIS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        this.factory = new DefaultKafkaProducerFactory<>(config, new StringSerializer(), new StringSerializer());
        factory.addListener(new MicrometerProducerListener<>(metrics));
        this.kafka = factory.createProducer();
    }

    /**
     * Hands a record to Kafka's client, which completes the answer once the record is safe. Waits at most the send timeout for room and
     * for Kafka's addresses; without them the answer has failed already.
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

    /** Whether Kafka took all of them within the timeout. */
    boolean sendAll(List<ProducerRecord<String, String>> posted) {
        List<CompletableFuture<?>> sent = new ArrayList<>(posted.size());
        for (ProducerRecord<String, String> each : posted) {
            CompletableFuture<?> future = send(each);
            if (future.isCompletedExceptionally()) {
                return false;
            }
            sent.add(future);
        }
        try {
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                    .get(2 * timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException down) {
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void destroy() {
        factory.setPhysicalCloseTimeout((int) timeout.toSeconds());
        factory.destroy();
    }
}

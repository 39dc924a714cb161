package io.moderato.delivery.kafka;

import io.moderato.decision.inference.PipelineSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Sends records and waits until Kafka has all of them. */
@Component
public class ConfirmedSends {
    private final KafkaTemplate<String, String> kafka;
    private final PipelineSettings settings;

    ConfirmedSends(KafkaTemplate<String, String> kafka, PipelineSettings settings) {
        this.kafka = kafka;
        this.settings = settings;
    }

    /**
     * Sends the records in this order; returns only when Kafka has all of them.
     *
     * @throws KafkaException if Kafka refuses one, does not take all of them within {@code moderato.pipeline.publish-timeout}, or the thread
     *     is interrupted, which it then still is; some of them may be there
     */
    public void send(List<ProducerRecord<String, String>> records) {
        List<CompletableFuture<?>> sent = new ArrayList<>(records.size());
        try {
            records.forEach(record -> sent.add(kafka.send(record)));
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                    .get(settings.publishTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException refused) {
            throw new KafkaException("Kafka did not take all records", refused);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Stopped while Kafka was taking records", stopped);
        }
    }
}

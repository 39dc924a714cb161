package io.moderato.decision.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.decision.ContentDecided;
import io.moderato.decision.Decision;
import io.moderato.decision.inference.PipelineSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Sends decisions and dead letters; returns only when Kafka has all of them. */
@Component
final class PipelinePublisher {
    private static final Logger LOG = LoggerFactory.getLogger(PipelinePublisher.class);

    private final KafkaTemplate<String, String> kafka;
    private final JsonMapper json;
    private final PipelineSettings settings;
    private final MeterRegistry meters;

    PipelinePublisher(
            KafkaTemplate<String, String> kafka, JsonMapper json, PipelineSettings settings, MeterRegistry meters) {
        this.kafka = kafka;
        this.json = json;
        this.settings = settings;
        this.meters = meters;
    }

    /** Tells the world of stored decisions. */
    void decided(List<Decision> decisions) {
        send(decisions.stream()
                .map(decision -> new ProducerRecord<>(
                        ContentDecided.TOPIC,
                        decision.content().toString(),
                        json.writeValueAsString(new ContentDecided(decision))))
                .toList());
    }

    /** Puts a failed record among the dead letters. */
    void dead(ConsumerRecord<String, String> failed, String cause, @Nullable String requestId) {
        LOG.atWarn()
                .addKeyValue("contentId", failed.key())
                .addKeyValue("requestId", requestId)
                .log(
                        "Record {}-{} at offset {} becomes a dead letter: {}",
                        failed.topic(),
                        failed.partition(),
                        failed.offset(),
                        cause);
        send(List.of(DeadLetterRecord.of(failed, cause)));
        meters.counter("moderato.dead_letters").increment();
    }

    private void send(List<ProducerRecord<String, String>> records) {
        if (records.isEmpty()) {
            return;
        }
        List<CompletableFuture<?>> sent = new ArrayList<>(records.size());
        records.forEach(record -> sent.add(kafka.send(record)));
        try {
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                    .get(settings.publishTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new KafkaException("Kafka did not take " + records.size() + " records", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Stopped while Kafka was taking records", stopped);
        }
    }
}

package io.moderato.decision.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.decision.inference.PipelineSettings;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Puts failed records among the dead letters. */
@Component
final class DeadLetterSender {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterSender.class);

    private final KafkaTemplate<String, String> kafka;
    private final PipelineSettings settings;
    private final MeterRegistry meters;

    DeadLetterSender(KafkaTemplate<String, String> kafka, PipelineSettings settings, MeterRegistry meters) {
        this.kafka = kafka;
        this.settings = settings;
        this.meters = meters;
    }

    /** Puts a failed record on the dead-letter topic; returns only when Kafka has it. */
    void send(ConsumerRecord<String, String> failed, String cause, @Nullable String requestId) {
        LOG.atWarn()
                .addKeyValue("contentId", failed.key())
                .addKeyValue("requestId", requestId)
                .log(
                        "Record {}-{} at offset {} becomes a dead letter: {}",
                        failed.topic(),
                        failed.partition(),
                        failed.offset(),
                        cause);
        try {
            kafka.send(DeadLetterRecord.of(failed, cause))
                    .get(settings.publishTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException refused) {
            throw new KafkaException("Kafka did not take a dead letter", refused);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Stopped while Kafka was taking a dead letter", stopped);
        }
        meters.counter("moderato.dead_letters").increment();
    }
}

package io.moderato.delivery.ui;

import io.moderato.access.store.Actor;
import io.moderato.content.ContentSubmitted;
import io.moderato.delivery.store.DeadLetter;
import io.moderato.delivery.store.DeadLetters;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.LoggingProducerListener;
import org.springframework.stereotype.Component;

/** Sends dead letters to the topic that they came from. Its producer is made when first needed, so the console works without Kafka. */
@Component
class DeadLetterReplay implements DisposableBean {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int PAGE = 100;

    private final DeadLetters deadLetters;
    private final DefaultKafkaProducerFactory<String, String> producers;
    private final KafkaTemplate<String, String> kafka;

    DeadLetterReplay(DeadLetters deadLetters, KafkaProperties properties) {
        this.deadLetters = deadLetters;
        Map<String, Object> settings = new HashMap<>(properties.buildProducerProperties());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // a letter holds its record
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, ContentSubmitted.MAX_RECORD_BYTES);
        this.producers = new DefaultKafkaProducerFactory<>(settings, new StringSerializer(), new StringSerializer());
        this.kafka = new KafkaTemplate<>(producers);
        // by default a failure is logged with the record, which holds what was posted
        LoggingProducerListener<String, String> listener = new LoggingProducerListener<>();
        listener.setIncludeContents(false);
        kafka.setProducerListener(listener);
    }

    /**
     * Sends one again.
     *
     * @throws ProblemException UNAVAILABLE if Kafka does not take it; it then waits as before
     */
    void replay(Actor admin, UUID letter) {
        deadLetters.replay(admin, letter, this::send);
    }

    /** Sends again what waits, and returns how many that were. Stops at the first that Kafka does not take. */
    int replayAll(Actor admin) {
        int sent = 0;
        // what fails again at once would otherwise be sent again without end
        Instant now = Instant.now();
        List<DeadLetter> waiting = waiting(now);
        while (!waiting.isEmpty()) {
            for (DeadLetter letter : waiting) {
                replay(admin, letter.id());
                sent++;
            }
            waiting = waiting(now);
        }
        return sent;
    }

    private List<DeadLetter> waiting(Instant failedBefore) {
        return deadLetters.list(0, PAGE).stream()
                .filter(letter ->
                        letter.replayedAt() == null && letter.failedAt().isBefore(failedBefore))
                .toList();
    }

    private void send(DeadLetter letter) {
        try {
            kafka.send(new ProducerRecord<>(letter.topic(), letter.key(), letter.payload()))
                    .get(PATIENCE.toSeconds() + 1, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw notTaken(interrupted);
        } catch (ExecutionException
                | TimeoutException
                | KafkaException
                | org.springframework.kafka.KafkaException failed) {
            throw notTaken(failed);
        }
    }

    private static ProblemException notTaken(Exception cause) {
        return new ProblemException(
                ProblemKey.UNAVAILABLE,
                "Kafka does not answer, so the record was not sent. It is still here; try again when Kafka is back.",
                null,
                cause);
    }

    @Override
    public void destroy() {
        producers.destroy();
    }
}

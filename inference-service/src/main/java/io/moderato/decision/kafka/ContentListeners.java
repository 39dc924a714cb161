package io.moderato.decision.kafka;

import io.moderato.content.ContentSubmitted;
import io.moderato.delivery.store.DeadLetters;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.stereotype.Component;

/** Takes batches from Kafka. Offsets are committed when a method returns. */
@Component
class ContentListeners {
    private static final Logger LOG = LoggerFactory.getLogger(ContentListeners.class);

    private final SubmittedBatch batch;
    private final DeadLetters deadLetters;

    ContentListeners(SubmittedBatch batch, DeadLetters deadLetters) {
        this.batch = batch;
        this.deadLetters = deadLetters;
    }

    @KafkaListener(
            id = "content-submitted",
            topics = "#{T(io.moderato.content.Lane).QUICK.topic()}",
            groupId = "#{T(io.moderato.content.Lane).QUICK.group('${moderato.pipeline.group:moderato-inference}')}",
            containerFactory = ContentKafkaConfiguration.SUBMITTED_FACTORY)
    @KafkaListener(
            id = "content-submitted-bulk",
            topics = "#{T(io.moderato.content.Lane).BULK.topic()}",
            groupId = "#{T(io.moderato.content.Lane).BULK.group('${moderato.pipeline.group:moderato-inference}')}",
            containerFactory = ContentKafkaConfiguration.SUBMITTED_FACTORY)
    @KafkaListener(
            id = "content-submitted-long",
            topics = "#{T(io.moderato.content.Lane).LONG.topic()}",
            groupId = "#{T(io.moderato.content.Lane).LONG.group('${moderato.pipeline.group:moderato-inference}')}",
            containerFactory = ContentKafkaConfiguration.LONG_FACTORY)
    void submitted(List<ConsumerRecord<String, String>> records, Acknowledgment acknowledgment) {
        if (batch.process(records)) {
            acknowledgment.acknowledge();
        } else {
            acknowledgment.nack(0, Duration.ZERO);
        }
    }

    @KafkaListener(
            id = "content-submitted-dead",
            topics = ContentSubmitted.DEAD_LETTER_TOPIC,
            groupId = "${moderato.pipeline.group:moderato-inference}-dead-letters",
            containerFactory = ContentKafkaConfiguration.DEAD_LETTER_FACTORY)
    void dead(List<ConsumerRecord<String, String>> records) {
        for (ConsumerRecord<String, String> letter : records) {
            try {
                deadLetters.keep(DeadLetterRecord.read(letter));
            } catch (DataIntegrityViolationException violation) {
                LOG.error(
                        "The dead letter {}-{} at offset {} cannot be kept in the database; it stays in Kafka only",
                        letter.topic(),
                        letter.partition(),
                        letter.offset());
            }
        }
    }
}

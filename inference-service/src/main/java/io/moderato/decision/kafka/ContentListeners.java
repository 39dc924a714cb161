package io.moderato.decision.kafka;

import io.moderato.content.ContentSubmitted;
import io.moderato.delivery.DeadLetters;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.kafka.annotation.KafkaListener;
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
            topics = ContentSubmitted.TOPIC,
            groupId = "${moderato.pipeline.group:moderato-inference}",
            containerFactory = ContentKafkaConfiguration.SUBMITTED_FACTORY)
    void submitted(List<ConsumerRecord<String, String>> records) {
        batch.process(records);
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

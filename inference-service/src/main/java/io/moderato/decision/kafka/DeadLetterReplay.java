package io.moderato.decision.kafka;

import io.moderato.delivery.kafka.ConfirmedSends;
import io.moderato.delivery.store.DeadLetter;
import io.moderato.delivery.store.DeadLetters;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.KafkaException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Puts dead letters back on the topics that they came from, once an admin asked for it. If Kafka does not answer, they wait. */
@Component
class DeadLetterReplay {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterReplay.class);
    private static final int AT_ONCE = 50;

    private final DeadLetters deadLetters;
    private final ConfirmedSends kafka;
    private volatile boolean failing;

    DeadLetterReplay(DeadLetters deadLetters, ConfirmedSends kafka) {
        this.deadLetters = deadLetters;
        this.kafka = kafka;
    }

    /** Sends every dead letter that an admin asked to send again. */
    @Scheduled(fixedDelayString = "${moderato.pipeline.replay-interval:1s}")
    void sendAsked() {
        try {
            int sent = AT_ONCE;
            while (sent == AT_ONCE) {
                sent = deadLetters.handReplayed(AT_ONCE, this::send);
                failing = false;
            }
        } catch (DataAccessException | TransactionException | KafkaException down) {
            if (!failing) {
                LOG.warn(
                        "Dead letters cannot be sent again just now ({}); they wait",
                        down.getClass().getSimpleName());
            }
            failing = true;
        }
    }

    private void send(List<DeadLetter> letters) {
        kafka.send(letters.stream()
                .map(letter -> new ProducerRecord<>(letter.topic(), letter.key(), letter.payload()))
                .toList());
    }
}

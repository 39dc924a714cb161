package io.moderato.content.outbox;

import io.moderato.decision.ContentDecided;
import io.moderato.decision.Decision;
import io.moderato.decision.store.Announcements;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.json.JsonMapper;

/** Tells Kafka of the decisions that people made, and of those that were made while a caller waited. */
@Component
class DecisionAnnouncer {
    private static final Logger log = LoggerFactory.getLogger(DecisionAnnouncer.class);
    private static final int AT_ONCE = 200;

    private final Announcements announcements;
    private final ContentProducer producer;
    private final JsonMapper json;
    private volatile boolean failing;

    DecisionAnnouncer(Announcements announcements, ContentProducer producer, JsonMapper json) {
        this.announcements = announcements;
        this.producer = producer;
        this.json = json;
    }

    /** Tells of all that is still to be told. */
    @Scheduled(fixedDelayString = "${moderato.outbox.announce-interval:500ms}")
    void announce() {
        try {
            int told = AT_ONCE;
            while (told == AT_ONCE) {
                told = announcements.tell(AT_ONCE, this::sent);
            }
        } catch (DataAccessException | TransactionException down) {
            log.debug(
                    "The database does not answer ({}); telling decisions later",
                    down.getClass().getSimpleName());
        }
    }

    private boolean sent(List<Decision> decisions) {
        boolean sent =
                producer.sendAll(decisions.stream().map(this::posted).toList()).complete();
        if (!sent && !failing) {
            log.warn("Kafka does not take decisions just now. They wait in the database and are sent when it is back.");
        }
        failing = !sent;
        return sent;
    }

    private ProducerRecord<String, String> posted(Decision decision) {
        return new ProducerRecord<>(
                ContentDecided.TOPIC,
                decision.content().toString(),
                json.writeValueAsString(new ContentDecided(decision)));
    }
}

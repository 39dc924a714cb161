package io.moderato.event.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.decision.ContentDecided;
import io.moderato.decision.Decision;
import io.moderato.decision.DecisionId;
import io.moderato.delivery.kafka.ConfirmedSends;
import io.moderato.event.EventMessage;
import io.moderato.event.EventType;
import io.moderato.event.store.Events;
import io.moderato.event.store.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.KafkaException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings the events of the stores to Kafka: every event to {@value EventMessage#TOPIC}, and whole decisions to {@value
 * ContentDecided#TOPIC}. One instance at a time does so, in the order of the events, so events about one content never overtake each other.
 * If the instance dies or Kafka does not answer, events come again; a listener that remembers their ids handles each event once.
 */
@Component
class EventRelay {
    private static final Logger LOG = LoggerFactory.getLogger(EventRelay.class);
    private static final int AT_ONCE = 1000;

    private final Events events;
    private final RecentDecisions decisions;
    private final ConfirmedSends kafka;
    private final JsonMapper json;
    private final Counter relayed;
    private volatile boolean failing;

    EventRelay(Events events, RecentDecisions decisions, ConfirmedSends kafka, JsonMapper json, MeterRegistry meters) {
        this.events = events;
        this.decisions = decisions;
        this.kafka = kafka;
        this.json = json;
        this.relayed = Counter.builder("moderato.events.relayed")
                .description("Events that Kafka has taken")
                .register(meters);
    }

    /** Sends all waiting events. */
    @Scheduled(fixedDelayString = "${moderato.events.relay-interval:100ms}")
    void relay() {
        try {
            int taken = AT_ONCE;
            while (taken == AT_ONCE) {
                taken = events.hand(Events.TO_KAFKA, AT_ONCE, this::sent);
                relayed.increment(taken);
            }
        } catch (DataAccessException | TransactionException down) {
            LOG.debug(
                    "The database does not answer ({}); relaying events later",
                    down.getClass().getSimpleName());
        }
    }

    private boolean sent(List<StoredEvent> next) {
        try {
            kafka.send(records(next));
            failing = false;
            return true;
        } catch (KafkaException down) {
            // a process that stops says nothing of Kafka
            if (!failing && !Thread.currentThread().isInterrupted()) {
                LOG.warn(
                        "Kafka does not take events just now. They wait in the database and are sent when it is back.");
                failing = true;
            }
            return false;
        }
    }

    private List<ProducerRecord<String, String>> records(List<StoredEvent> next) {
        Map<DecisionId, Decision> decided = decisions.take(next.stream()
                .filter(each -> each.event().type() == EventType.CONTENT_DECIDED)
                .map(each -> DecisionId.parse(each.event().subject()))
                .toList());
        List<ProducerRecord<String, String>> records = new ArrayList<>();
        for (StoredEvent each : next) {
            String key = each.event().orderKey();
            records.add(new ProducerRecord<>(EventMessage.TOPIC, key, json.writeValueAsString(each.message())));
            if (each.event().type() == EventType.CONTENT_DECIDED) {
                Decision decision = decided.get(DecisionId.parse(each.event().subject()));
                if (decision != null) {
                    records.add(new ProducerRecord<>(
                            ContentDecided.TOPIC, key, json.writeValueAsString(new ContentDecided(decision))));
                }
            }
        }
        return records;
    }
}

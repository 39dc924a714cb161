package io.moderato.decision.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.delivery.kafka.ConfirmedSends;
import io.moderato.operations.trace.Traces;
import io.moderato.trace.TraceParent;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Puts failed records among the dead letters. */
@Component
final class DeadLetterSender {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterSender.class);

    private final ConfirmedSends kafka;
    private final MeterRegistry meters;

    DeadLetterSender(ConfirmedSends kafka, MeterRegistry meters) {
        this.kafka = kafka;
        this.meters = meters;
    }

    /** Puts a failed record on the dead-letter topic; returns only when Kafka has it. */
    void send(ConsumerRecord<String, String> failed, String cause, @Nullable String requestId) {
        TraceParent trace = SubmittedReader.traceOf(failed);
        LOG.atWarn()
                .addKeyValue("contentId", failed.key())
                .addKeyValue("requestId", requestId)
                .addKeyValue(Traces.KEY, trace == null ? null : trace.traceId())
                .log(
                        "Record {}-{} at offset {} becomes a dead letter: {}",
                        failed.topic(),
                        failed.partition(),
                        failed.offset(),
                        cause);
        kafka.send(List.of(DeadLetterRecord.of(failed, cause)));
        meters.counter("moderato.dead_letters").increment();
    }
}

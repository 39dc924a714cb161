package io.moderato.content.outbox;

import io.moderato.content.Content;
import io.moderato.operations.trace.TraceKeys;
import io.moderato.operations.trace.Traces;
import io.moderato.trace.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The span of sending one content to Kafka. The record carries the place of that span, so that the pipeline goes on from there. */
final class SendSpan {
    private static final String SEND = "send";

    private SendSpan() {}

    /** Begins the span and writes its place into the record; both only if the request was traced. */
    static Span begin(
            Traces traces, @Nullable TraceParent request, Content content, ProducerRecord<String, String> posted) {
        Span span = traces.after(request, SpanKind.PRODUCER, SEND + " " + posted.topic());
        if (span.isRecording()) {
            span.setAttribute(TraceKeys.MESSAGING, "kafka")
                    .setAttribute(TraceKeys.MESSAGING_OPERATION, SEND)
                    .setAttribute(TraceKeys.TOPIC, posted.topic())
                    .setAttribute(TraceKeys.CONTENT, content.id().toString())
                    .setAttribute(TraceKeys.REVISION, (long) content.revision())
                    .setAttribute(TraceKeys.COMMUNITY, content.community().value());
            continueFrom(Traces.placeOf(span), posted);
        }
        return span;
    }

    /** Writes a place into the record, if there is one. */
    static void continueFrom(@Nullable TraceParent place, ProducerRecord<String, String> posted) {
        if (place != null) {
            posted.headers().add(TraceParent.HEADER, place.toString().getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Ends the span when Kafka has answered. */
    static void end(Span span, @Nullable Throwable failure) {
        if (failure != null) {
            Traces.fail(span, failure);
        }
        span.end();
    }
}

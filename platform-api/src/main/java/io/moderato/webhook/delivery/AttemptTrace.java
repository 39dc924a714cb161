package io.moderato.webhook.delivery;

import io.moderato.operations.trace.TraceKeys;
import io.moderato.operations.trace.Traces;
import io.moderato.trace.TraceParent;
import io.moderato.webhook.delivery.CallOutcome.NotTaken;
import io.moderato.webhook.delivery.CallOutcome.Taken;
import io.moderato.webhook.store.DueDelivery;
import io.moderato.webhook.store.DueDelivery.AboutContent;
import io.moderato.webhook.store.FailureCause;
import io.moderato.webhook.store.Receiver;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One attempt to deliver, as people see it: a line in the log, and a span if the content's request was traced. Neither names the receiver's
 * address, which may hold a secret.
 */
final class AttemptTrace implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptTrace.class);
    private static final AttributeKey<String> WEBHOOK = AttributeKey.stringKey("moderato.webhook.id");
    private static final AttributeKey<String> EVENT = AttributeKey.stringKey("moderato.event.type");
    private static final AttributeKey<String> SUBSCRIPTION = AttributeKey.stringKey("moderato.webhook.subscription");
    private static final AttributeKey<Long> RESENDS = AttributeKey.longKey("http.request.resend_count");
    private static final AttributeKey<String> RESULT = AttributeKey.stringKey("moderato.webhook.result");

    private final DueDelivery delivery;
    private final @Nullable TraceParent trace;
    private final Span span;

    private AttemptTrace(DueDelivery delivery, @Nullable TraceParent trace, Span span) {
        this.delivery = delivery;
        this.trace = trace;
        this.span = span;
    }

    static AttemptTrace begin(Traces traces, Receiver receiver, DueDelivery delivery) {
        AboutContent content = delivery.content();
        TraceParent trace = content == null ? null : content.trace();
        Span span = traces.after(trace, SpanKind.CLIENT, "webhook " + delivery.type());
        if (span.isRecording() && content != null) {
            span.setAttribute(TraceKeys.METHOD, "POST")
                    .setAttribute(TraceKeys.CONTENT, content.id().toString())
                    .setAttribute(TraceKeys.REVISION, (long) content.revision())
                    .setAttribute(TraceKeys.COMMUNITY, receiver.community().value())
                    .setAttribute(WEBHOOK, delivery.eventId())
                    .setAttribute(EVENT, delivery.type())
                    .setAttribute(SUBSCRIPTION, receiver.subscription().toString())
                    .setAttribute(RESENDS, (long) delivery.attempts());
        }
        return new AttemptTrace(delivery, trace, span);
    }

    /** Notes what came of the call, and returns it. */
    CallOutcome endedWith(CallOutcome outcome) {
        switch (outcome) {
            case Taken taken -> {
                span.setAttribute(RESULT, "taken").setAttribute(TraceKeys.STATUS, (long) taken.status());
                line(trace == null ? Level.DEBUG : Level.INFO).log("The webhook {} was taken", delivery.eventId());
            }
            case NotTaken not -> {
                String cause = key(not.cause());
                span.setAttribute(RESULT, cause)
                        .setAttribute(TraceKeys.ERROR, cause)
                        .setStatus(StatusCode.ERROR);
                if (not.status() != null) {
                    span.setAttribute(TraceKeys.STATUS, (long) not.status());
                }
                line(Level.INFO).log("The webhook {} was not taken: {}", delivery.eventId(), cause);
            }
        }
        return outcome;
    }

    private static String key(FailureCause cause) {
        return cause.name().toLowerCase(Locale.ROOT);
    }

    private LoggingEventBuilder line(Level level) {
        LoggingEventBuilder line = LOG.atLevel(level);
        AboutContent content = delivery.content();
        if (content != null) {
            line = line.addKeyValue("contentId", content.id()).addKeyValue("revision", content.revision());
        }
        return trace == null ? line : line.addKeyValue(Traces.KEY, trace.traceId());
    }

    @Override
    public void close() {
        span.end();
    }
}

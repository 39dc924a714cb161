package io.moderato.operations.trace;

import io.moderato.trace.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Begins the spans of this process. Only requests begin a trace; everything else goes on with one. A span that is not to be traced records
 * nothing and costs nothing, and there is no other kind while tracing is off.
 */
public final class Traces {
    /** The key of the trace's id in log lines. */
    public static final String KEY = "traceId";

    private final @Nullable Tracer tracer;
    private final double sampling;

    Traces(@Nullable Tracer tracer, double sampling) {
        this.tracer = tracer;
        this.sampling = sampling;
    }

    /** Traces nothing. */
    public static Traces off() {
        return new Traces(null, 0);
    }

    /** Whether anything is traced. */
    public boolean isOn() {
        return tracer != null;
    }

    /**
     * Begins the span of a request, if our own lot falls on it. Then the trace is the caller's, if the caller named one. Whether the caller
     * records the trace does not count: callers could make us export everything.
     *
     * @param caller what the caller's header says
     */
    Span request(String name, @Nullable TraceParent caller) {
        return ThreadLocalRandom.current().nextDouble() < sampling
                ? begin(caller == null ? Context.root() : context(caller), SpanKind.SERVER, name)
                : Span.getInvalid();
    }

    /** Begins a span after that one, which may be of another process; records nothing if that one was not recorded. */
    public Span after(@Nullable TraceParent before, SpanKind kind, String name) {
        return before != null && before.sampled() ? begin(context(before), kind, name) : Span.getInvalid();
    }

    private Span begin(Context parent, SpanKind kind, String name) {
        return tracer == null
                ? Span.getInvalid()
                : tracer.spanBuilder(name).setParent(parent).setSpanKind(kind).startSpan();
    }

    /** The place of the span in work on this thread; null if that one is not recorded. */
    public @Nullable TraceParent current() {
        return tracer == null ? null : placeOf(Span.current());
    }

    /** The place of a span, to go on from; null if it is not recorded. */
    public static @Nullable TraceParent placeOf(Span span) {
        SpanContext context = span.getSpanContext();
        return context.isValid() && context.isSampled()
                ? new TraceParent(context.getTraceId(), context.getSpanId(), true)
                : null;
    }

    /**
     * The result of the work, which is done within that span and ends it. Log lines of the work name the trace. A failure is noted by its
     * class alone: a message may quote what was posted.
     */
    public static <T> T within(Span span, Supplier<T> work) {
        if (!span.isRecording()) {
            return work.get();
        }
        String around = MDC.get(KEY);
        MDC.put(KEY, span.getSpanContext().getTraceId());
        try (Scope _ = span.makeCurrent()) {
            return work.get();
        } catch (RuntimeException failed) {
            fail(span, failed);
            throw failed;
        } finally {
            if (around == null) {
                MDC.remove(KEY);
            } else {
                MDC.put(KEY, around);
            }
            span.end();
        }
    }

    /** Notes in a span that its work failed, by the class of the failure alone. */
    public static void fail(Span span, Throwable failed) {
        span.setStatus(StatusCode.ERROR)
                .setAttribute(TraceKeys.ERROR, failed.getClass().getName());
    }

    private static Context context(TraceParent place) {
        return Context.root()
                .with(Span.wrap(SpanContext.createFromRemoteParent(
                        place.traceId(), place.spanId(), TraceFlags.getSampled(), TraceState.getDefault())));
    }
}

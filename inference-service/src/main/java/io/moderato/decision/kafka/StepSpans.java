package io.moderato.decision.kafka;

import io.moderato.content.Content;
import io.moderato.decision.Decision;
import io.moderato.decision.ModelUse;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Provenance;
import io.moderato.operations.trace.TraceKeys;
import io.moderato.operations.trace.Traces;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The spans of a step of a batch: one for each content whose request is traced, in the trace of that request. What is done for the whole
 * step at once is in each of these traces, as a child with the same times and the number of contents that shared it.
 */
final class StepSpans implements AutoCloseable {
    private static final String PROCESS = "process";
    private static final AttributeKey<Long> CONTENTS = AttributeKey.longKey("moderato.step.contents");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("moderato.decision.outcome");
    private static final AttributeKey<String> STAGE = AttributeKey.stringKey("moderato.decision.stage");
    private static final AttributeKey<Boolean> CACHED = AttributeKey.booleanKey("moderato.decision.cached");
    private static final AttributeKey<List<String>> MODELS = AttributeKey.stringArrayKey("moderato.decision.models");

    private final Traces traces;
    private final int contents;
    private final Map<String, Span> byRevision;

    private StepSpans(Traces traces, int contents, Map<String, Span> byRevision) {
        this.traces = traces;
        this.contents = contents;
        this.byRevision = byRevision;
    }

    static StepSpans begin(Traces traces, List<SubmittedRecord> step) {
        Map<String, Span> spans = new LinkedHashMap<>();
        for (SubmittedRecord record : step) {
            Span span = traces.after(
                    record.trace(),
                    SpanKind.CONSUMER,
                    PROCESS + " " + record.raw().topic());
            if (span.isRecording()) {
                describe(span, record);
                spans.put(record.revisionKey(), span);
            }
        }
        return new StepSpans(traces, step.size(), spans);
    }

    private static void describe(Span span, SubmittedRecord record) {
        Content content = record.content();
        span.setAttribute(TraceKeys.MESSAGING, "kafka")
                .setAttribute(TraceKeys.MESSAGING_OPERATION, PROCESS)
                .setAttribute(TraceKeys.TOPIC, record.raw().topic())
                .setAttribute(TraceKeys.PARTITION, Integer.toString(record.raw().partition()))
                .setAttribute(TraceKeys.OFFSET, record.raw().offset())
                .setAttribute(TraceKeys.CONTENT, content.id().toString())
                .setAttribute(TraceKeys.REVISION, (long) content.revision())
                .setAttribute(TraceKeys.COMMUNITY, content.community().value());
        if (record.requestId() != null) {
            span.setAttribute(TraceKeys.REQUEST, record.requestId());
        }
    }

    /** Does a part of the step's work; the part is a child of each span. If the work fails, so do all of them. */
    <T> T during(String name, Supplier<T> work) {
        List<Span> parts = new ArrayList<>(byRevision.size());
        for (Span span : byRevision.values()) {
            parts.add(traces.after(Traces.placeOf(span), SpanKind.INTERNAL, name)
                    .setAttribute(CONTENTS, (long) contents));
        }
        try {
            return work.get();
        } catch (RuntimeException failed) {
            parts.forEach(part -> Traces.fail(part, failed));
            byRevision.values().forEach(span -> Traces.fail(span, failed));
            throw failed;
        } finally {
            parts.forEach(Span::end);
        }
    }

    /** Notes that a record becomes a dead letter. */
    void refused(SubmittedRecord record, RuntimeException failure) {
        Span span = byRevision.get(record.revisionKey());
        if (span != null) {
            Traces.fail(span, failure);
        }
    }

    /** Notes the decisions that were stored. */
    void decided(List<Decision> recorded) {
        if (byRevision.isEmpty()) {
            return;
        }
        for (Decision decision : recorded) {
            Span span = byRevision.get(SubmittedRecord.revisionKey(decision.content(), decision.revision()));
            if (span != null) {
                describe(span, decision.result());
            }
        }
    }

    private static void describe(Span span, ModerationResult result) {
        Provenance provenance = result.provenance();
        span.setAttribute(OUTCOME, result.outcome().name())
                .setAttribute(STAGE, provenance.stage())
                .setAttribute(CACHED, provenance.cached())
                .setAttribute(
                        MODELS,
                        provenance.models().stream().map(ModelUse::version).toList());
    }

    @Override
    public void close() {
        byRevision.values().forEach(Span::end);
    }
}

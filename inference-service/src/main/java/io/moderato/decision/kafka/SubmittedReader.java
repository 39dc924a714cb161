package io.moderato.decision.kafka;

import io.moderato.content.Content;
import io.moderato.content.ContentSubmitted;
import io.moderato.decision.inference.PipelineSettings;
import io.moderato.trace.TraceParent;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

/** Reads the records of the topic of submitted contents. */
@Component
final class SubmittedReader {
    private final JsonMapper json;
    private final PipelineSettings settings;

    SubmittedReader(JsonMapper json, PipelineSettings settings) {
        this.json = json;
        this.settings = settings;
    }

    /**
     * The submitted content that the record holds.
     *
     * @throws UnreadableRecordException if the record is not the JSON of a submitted content, lacks a required field, or is too long
     */
    SubmittedRecord read(ConsumerRecord<String, String> raw) throws UnreadableRecordException {
        if (raw.value() == null) {
            throw new UnreadableRecordException("The record is empty", null);
        }
        ContentSubmitted event;
        try {
            event = json.readValue(raw.value(), ContentSubmitted.class);
        } catch (JacksonException | StackOverflowError wrong) {
            throw new UnreadableRecordException("Not a submitted content: " + place(wrong), wrong);
        }
        if (event == null) {
            throw new UnreadableRecordException("Not a submitted content: null", null);
        }
        Content content = complete(event.content());
        if (content.text().length() > settings.maxTextLength()) {
            throw new UnreadableRecordException(
                    "The text has %d characters, over the limit of %d"
                            .formatted(content.text().length(), settings.maxTextLength()),
                    null);
        }
        return new SubmittedRecord(raw, content, event.requestId(), traceOf(raw));
    }

    /** The trace that the record goes on with; null if it names none, or one that is not recorded. */
    static @Nullable TraceParent traceOf(ConsumerRecord<String, String> raw) {
        Header header = raw.headers().lastHeader(TraceParent.HEADER);
        TraceParent trace = header == null || header.value() == null
                ? null
                : TraceParent.parse(new String(header.value(), StandardCharsets.US_ASCII));
        return trace != null && trace.sampled() ? trace : null;
    }

    /** The content, if no required field is missing: JSON may leave out any field, whatever the types promise. */
    private static Content complete(@Nullable Content content) throws UnreadableRecordException {
        if (content == null) {
            throw new UnreadableRecordException("content is missing", null);
        }
        require(content.id(), "content.id");
        require(content.id().value(), "content.id");
        require(content.community(), "content.community");
        require(content.text(), "content.text");
        require(content.author(), "content.author");
        if (content.revision() < 1) {
            throw new UnreadableRecordException("content.revision is not positive", null);
        }
        return content;
    }

    private static void require(@Nullable Object value, String field) throws UnreadableRecordException {
        if (value == null) {
            throw new UnreadableRecordException(field + " is missing", null);
        }
    }

    /** The place where reading failed. The parser's own message would quote the posted text. */
    private static String place(Throwable wrong) {
        String kind = wrong.getClass().getSimpleName();
        if (wrong instanceof DatabindException mapping && !mapping.getPath().isEmpty()) {
            return kind + " at "
                    + mapping.getPath().stream()
                            .map(step -> step.getPropertyName() == null ? "[]" : step.getPropertyName())
                            .collect(Collectors.joining("."));
        }
        if (wrong instanceof JacksonException parsing && parsing.getLocation() != null) {
            return kind + " at line " + parsing.getLocation().getLineNr() + ", column "
                    + parsing.getLocation().getColumnNr();
        }
        return kind;
    }
}

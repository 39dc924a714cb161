package io.moderato.decision.kafka;

import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.trace.TraceParent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of the topic of submitted contents that could be read.
 *
 * @param raw       as Kafka has it
 * @param content   the revision
 * @param requestId the request that brought it, if the record names one
 * @param trace     the step of that request's trace that sent it, if the request is traced
 */
record SubmittedRecord(
        ConsumerRecord<String, String> raw,
        Content content,
        @Nullable String requestId,
        @Nullable TraceParent trace) {
    /** A key that is different for every revision. */
    String revisionKey() {
        return revisionKey(content.id(), content.revision());
    }

    /** The key of that revision. */
    static String revisionKey(ContentId content, int revision) {
        return content + "/" + revision;
    }
}

package io.moderato.decision.kafka;

import io.moderato.content.Content;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of the topic of submitted contents that could be read.
 *
 * @param raw       as Kafka has it
 * @param content   the revision
 * @param requestId the request that brought it, if the record names one
 */
record SubmittedRecord(
        ConsumerRecord<String, String> raw,
        Content content,
        @Nullable String requestId) {
    /** A key that is different for every revision. */
    String revisionKey() {
        return content.id() + "/" + content.revision();
    }
}

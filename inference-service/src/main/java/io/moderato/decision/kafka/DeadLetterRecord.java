package io.moderato.decision.kafka;

import com.fasterxml.uuid.Generators;
import io.moderato.content.ContentSubmitted;
import io.moderato.delivery.store.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A dead letter as a record of its topic: the failed record as it was, with its place and the cause in headers. */
final class DeadLetterRecord {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final String TOPIC_HEADER = "moderato-original-topic";
    static final String PARTITION_HEADER = "moderato-original-partition";
    static final String OFFSET_HEADER = "moderato-original-offset";
    static final String CAUSE_HEADER = "moderato-cause";

    private static final int MAX_CAUSE = 1000;

    private DeadLetterRecord() {}

    static ProducerRecord<String, String> of(ConsumerRecord<String, String> failed, String cause) {
        ProducerRecord<String, String> letter =
                new ProducerRecord<>(ContentSubmitted.DEAD_LETTER_TOPIC, failed.key(), failed.value());
        letter.headers()
                .add(TOPIC_HEADER, bytes(failed.topic()))
                .add(PARTITION_HEADER, bytes(Integer.toString(failed.partition())))
                .add(OFFSET_HEADER, bytes(Long.toString(failed.offset())))
                .add(CAUSE_HEADER, bytes(cause.substring(0, Math.min(cause.length(), MAX_CAUSE))));
        return letter;
    }

    /** The dead letter that the record holds. A record that we did not write counts as failed at its own place in the dead-letter topic. */
    static DeadLetter read(ConsumerRecord<String, String> letter) {
        String topic = header(letter, TOPIC_HEADER);
        Long partition = number(header(letter, PARTITION_HEADER));
        Long offset = number(header(letter, OFFSET_HEADER));
        String cause = header(letter, CAUSE_HEADER);
        boolean placed = topic != null && partition != null && offset != null;
        return new DeadLetter(
                Generators.timeBasedEpochGenerator().generate(),
                topic != null && placed ? storable(topic) : letter.topic(),
                partition != null && placed ? partition.intValue() : letter.partition(),
                offset != null && placed ? offset : letter.offset(),
                letter.key() == null ? null : storable(letter.key()),
                letter.value() == null ? "" : storable(letter.value()),
                contentId(letter.key()),
                revision(letter.value()),
                cause == null ? "The record tells no cause" : storable(cause),
                Instant.ofEpochMilli(letter.timestamp()),
                null,
                null,
                null);
    }

    private static @Nullable UUID contentId(@Nullable String key) {
        try {
            return key == null ? null : UUID.fromString(key);
        } catch (IllegalArgumentException other) {
            return null;
        }
    }

    private static @Nullable Integer revision(@Nullable String value) {
        try {
            JsonNode revision =
                    value == null ? null : JSON.readTree(value).path("content").path("revision");
            return revision != null && revision.isInt() ? revision.intValue() : null;
        } catch (JacksonException unreadable) {
            return null;
        }
    }

    private static @Nullable Long number(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException other) {
            return null;
        }
    }

    /** The text without NUL, which PostgreSQL cannot store. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.moderato.delivery.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record that kept failing.
 *
 * @param id         the dead letter
 * @param topic      the record's topic
 * @param partition  the record's partition
 * @param offset     the record's offset
 * @param key        the record's key
 * @param payload    the record's content; may hold posted text
 * @param contentId  the content that it is about, if it could be read
 * @param revision   the revision of that content, if it could be read
 * @param cause      the reason of the failure
 * @param failedAt   when it failed
 * @param replayedAt when an admin asked for it to be sent again
 * @param replayedBy the admin who asked for it
 * @param sentAt     when Kafka accepted it again
 */
public record DeadLetter(
        UUID id,
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        String payload,
        @Nullable UUID contentId,
        @Nullable Integer revision,
        String cause,
        Instant failedAt,
        @Nullable Instant replayedAt,
        @Nullable String replayedBy,
        @Nullable Instant sentAt) {}

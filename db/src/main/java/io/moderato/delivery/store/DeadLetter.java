package io.moderato.delivery.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record that kept failing.
 *
 * @param id         the dead letter
 * @param topic      the topic that it came from
 * @param partition  its partition there
 * @param offset     its offset there
 * @param key        its key
 * @param payload    what it says; may hold posted text
 * @param contentId  the content that it is about, where it could be read
 * @param revision   which revision of it, where it could be read
 * @param cause      why it failed
 * @param failedAt   when
 * @param replayedAt when an admin asked for it to be sent again
 * @param replayedBy which admin
 * @param sentAt     when Kafka took it again
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

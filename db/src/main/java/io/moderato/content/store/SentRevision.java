package io.moderato.content.store;

import io.moderato.content.ContentId;
import java.time.Instant;

/**
 * A revision that Kafka has acknowledged.
 *
 * @param id       the content
 * @param revision which revision of it
 * @param sentAt   since when Kafka has it, or a little later
 */
public record SentRevision(ContentId id, int revision, Instant sentAt) {}

package io.moderato.content.store;

import io.moderato.content.ContentId;
import java.time.Instant;

/**
 * A revision that Kafka has acknowledged.
 *
 * @param id       the content
 * @param revision the revision of that content
 * @param sentAt   when Kafka got it, or a little later
 */
public record SentRevision(ContentId id, int revision, Instant sentAt) {}

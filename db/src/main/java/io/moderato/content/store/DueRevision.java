package io.moderato.content.store;

import io.moderato.content.Content;
import io.moderato.trace.TraceParent;
import org.jspecify.annotations.Nullable;

/**
 * A revision that is due to be sent to Kafka again.
 *
 * @param content the revision
 * @param trace   the request that brought it, if that one was traced
 */
public record DueRevision(Content content, @Nullable TraceParent trace) {}

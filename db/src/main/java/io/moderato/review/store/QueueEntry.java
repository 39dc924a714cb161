package io.moderato.review.store;

import org.jspecify.annotations.Nullable;

/**
 * A line of the queue.
 *
 * @param reviewCase    the case
 * @param excerpt       the beginning of the text
 * @param authorName    who posted it, by name or else by id
 * @param reports       how many people reported it, whichever revision they saw
 * @param claimedByName who has it, as colleagues see them
 */
public record QueueEntry(
        ReviewCase reviewCase,
        String excerpt,
        String authorName,
        int reports,
        @Nullable String claimedByName) {}

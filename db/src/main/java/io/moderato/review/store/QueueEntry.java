package io.moderato.review.store;

import org.jspecify.annotations.Nullable;

/**
 * A line of the queue.
 *
 * @param reviewCase    the case
 * @param excerpt       the beginning of the text
 * @param authorName    the name of the author, or the id if there is no name
 * @param reports       the number of people who reported the content, any revision
 * @param claimedByName the display name of the moderator who has the case
 */
public record QueueEntry(
        ReviewCase reviewCase,
        String excerpt,
        String authorName,
        int reports,
        @Nullable String claimedByName) {}

package io.moderato.client;

import java.util.UUID;

/**
 * A content that the platform has taken: it is on disk and will be decided.
 *
 * @param id       the platform's id of the content
 * @param revision 1 for the first text, one more for each edit
 * @param status   {@code QUEUED} or {@code DECIDED}
 */
public record Submission(UUID id, int revision, String status) {}

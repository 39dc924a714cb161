package io.moderato.rules.store;

import java.time.Instant;

/**
 * One word, phrase or pattern of a list.
 *
 * @param id      the term
 * @param text    the text as it was entered
 * @param addedBy who added it
 * @param addedAt when it was added
 */
public record Term(long id, String text, String addedBy, Instant addedAt) {}

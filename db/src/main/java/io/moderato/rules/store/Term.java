package io.moderato.rules.store;

import java.time.Instant;

/**
 * One word, phrase or pattern of a list.
 *
 * @param id      the term
 * @param text    as it was entered
 * @param addedBy by whom
 * @param addedAt when
 */
public record Term(long id, String text, String addedBy, Instant addedAt) {}

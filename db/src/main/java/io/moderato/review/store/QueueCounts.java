package io.moderato.review.store;

/**
 * How much work is there.
 *
 * @param waiting  cases that nobody has
 * @param dueSoon  those of them that are due within the hour or overdue
 * @param appeals  those of them that are appeals
 * @param mine     cases that the asking moderator has
 */
public record QueueCounts(int waiting, int dueSoon, int appeals, int mine) {}

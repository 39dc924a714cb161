package io.moderato.review.store;

/**
 * The amount of work in the queue.
 *
 * @param waiting  the number of cases that nobody has
 * @param dueSoon  the number of waiting cases that are due within the hour or overdue
 * @param appeals  the number of waiting cases with an appeal
 * @param mine     the number of cases that the asking moderator has
 */
public record QueueCounts(int waiting, int dueSoon, int appeals, int mine) {}

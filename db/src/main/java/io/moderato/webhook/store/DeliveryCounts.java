package io.moderato.webhook.store;

import java.time.Duration;

/**
 * How much there is, in all communities together.
 *
 * @param waiting   deliveries that wait for an enabled subscription, counted up to a bound
 * @param dead      dead letters, counted up to a bound
 * @param oldestAge how long ago the oldest event of those counted happened; zero if nothing waits
 * @param disabled  subscriptions that are disabled
 */
public record DeliveryCounts(int waiting, int dead, Duration oldestAge, int disabled) {}

package io.moderato.webhook.store;

import java.time.Duration;

/**
 * A call that the receiver took.
 *
 * @param delivery which delivery
 * @param status   its status
 * @param took     how long the call lasted
 */
public record Delivered(long delivery, int status, Duration took) {}

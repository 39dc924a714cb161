package io.moderato.model.runs;

import java.time.Instant;

/**
 * A measured value of a run.
 *
 * @param step how many training steps were done when it was measured, 0 where there are none
 */
public record Metric(double value, long step, Instant time) {}

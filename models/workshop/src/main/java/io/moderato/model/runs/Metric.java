package io.moderato.model.runs;

import java.time.Instant;

/**
 * A measured value of a run.
 *
 * @param step the number of training steps done at the time of the measurement; 0 if the run has no steps
 */
public record Metric(double value, long step, Instant time) {}

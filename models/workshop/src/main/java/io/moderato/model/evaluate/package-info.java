/** Measurements of classifiers, and the choice of calibration and thresholds. */
@NullMarked
package io.moderato.model.evaluate;

import org.jspecify.annotations.NullMarked;

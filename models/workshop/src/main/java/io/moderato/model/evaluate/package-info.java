/** Measures of a classifier, calibration and thresholds. */
@NullMarked
package io.moderato.model.evaluate;

import org.jspecify.annotations.NullMarked;

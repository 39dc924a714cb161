/** Plots of measurements as SVG that reads well at 800 pixels, inline or as an image, on light and dark pages. */
@NullMarked
package io.moderato.model.scorecard.plot;

import org.jspecify.annotations.NullMarked;

/** Plots of measurements as SVG. They are easy to read at 800 pixels, inside a page or as an image, on light and dark pages. */
@NullMarked
package io.moderato.model.scorecard.plot;

import org.jspecify.annotations.NullMarked;

/** What was measured of a model, by itself and beside others. */
@NullMarked
package io.moderato.model.scorecard;

import org.jspecify.annotations.NullMarked;

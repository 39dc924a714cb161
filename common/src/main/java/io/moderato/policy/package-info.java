/** A community's thresholds by category, in versions. */
@NullMarked
package io.moderato.policy;

import org.jspecify.annotations.NullMarked;

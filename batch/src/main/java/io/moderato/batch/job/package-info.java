/** A job from its plan to its report: what is done is not done again. */
@NullMarked
package io.moderato.batch.job;

import org.jspecify.annotations.NullMarked;

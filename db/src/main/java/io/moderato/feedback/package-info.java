/** Known-correct labels for past automatic decisions, and the error rates that follow from them. */
@NullMarked
package io.moderato.feedback;

import org.jspecify.annotations.NullMarked;

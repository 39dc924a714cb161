/** The known right outcomes of past automatic decisions, and the error rates that follow from them. */
@NullMarked
package io.moderato.feedback.store;

import org.jspecify.annotations.NullMarked;

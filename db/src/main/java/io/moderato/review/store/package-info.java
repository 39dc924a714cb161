/** The moderators' work: cases, and claiming and resolving them. */
@NullMarked
package io.moderato.review.store;

import org.jspecify.annotations.NullMarked;

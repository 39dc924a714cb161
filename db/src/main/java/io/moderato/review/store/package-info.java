/** The moderators' work: cases, their priority, claiming and resolving them. */
@NullMarked
package io.moderato.review.store;

import org.jspecify.annotations.NullMarked;

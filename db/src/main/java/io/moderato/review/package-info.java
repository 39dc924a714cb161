/** The moderators' work: cases, their priority, claiming and resolving them. */
@NullMarked
package io.moderato.review;

import org.jspecify.annotations.NullMarked;

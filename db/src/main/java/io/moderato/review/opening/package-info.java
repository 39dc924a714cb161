/** Opening of cases: their causes, their queue, their priority and the waiting reports. */
@NullMarked
package io.moderato.review.opening;

import org.jspecify.annotations.NullMarked;

/** How a content becomes a case: its causes, its queue, its priority and the reports that wait for it. */
@NullMarked
package io.moderato.review.opening;

import org.jspecify.annotations.NullMarked;

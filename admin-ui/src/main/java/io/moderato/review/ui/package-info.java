/** The screen where moderators work: the queue, the case, the evidence, and the keys that decide. */
@NullMarked
package io.moderato.review.ui;

import org.jspecify.annotations.NullMarked;

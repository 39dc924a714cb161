/** What jobs write: a part for each piece of the input, whole or not at all. */
@NullMarked
package io.moderato.batch.output;

import org.jspecify.annotations.NullMarked;

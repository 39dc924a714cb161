/** Records that could not be processed, and their replay. */
@NullMarked
package io.moderato.delivery.store;

import org.jspecify.annotations.NullMarked;

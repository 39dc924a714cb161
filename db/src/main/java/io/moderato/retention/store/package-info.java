/** How long contents are kept, and deleting them when their time is over. */
@NullMarked
package io.moderato.retention.store;

import org.jspecify.annotations.NullMarked;

/** How a service starts: its settings are checked all at once, and the schema is migrated alone if that is all that is wanted. */
@NullMarked
package io.moderato.operations.start;

import org.jspecify.annotations.NullMarked;

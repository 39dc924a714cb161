/** What a surface remembers of the database for some seconds. */
@NullMarked
package io.moderato.surface.memory;

import org.jspecify.annotations.NullMarked;

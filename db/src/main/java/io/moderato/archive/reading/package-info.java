/** Reads what the platform has kept, or another table, in ranges of keys: for jobs outside the services. Nothing is written. */
@NullMarked
package io.moderato.archive.reading;

import org.jspecify.annotations.NullMarked;

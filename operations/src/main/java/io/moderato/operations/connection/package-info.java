/** Who may hold how many connections to us, and for how long, so that strangers cannot keep others out. */
@NullMarked
package io.moderato.operations.connection;

import org.jspecify.annotations.NullMarked;

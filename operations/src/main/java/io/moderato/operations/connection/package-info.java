/** The limits on connections, in number and time, so that strangers cannot keep others out. */
@NullMarked
package io.moderato.operations.connection;

import org.jspecify.annotations.NullMarked;

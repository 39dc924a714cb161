/** Where a trace goes on, as it is handed from process to process. */
@NullMarked
package io.moderato.trace;

import org.jspecify.annotations.NullMarked;

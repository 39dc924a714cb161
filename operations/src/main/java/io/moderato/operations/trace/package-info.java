/** Traces of requests and of what follows from them, exported by OTLP where an operator wants them (decision 33). */
@NullMarked
package io.moderato.operations.trace;

import org.jspecify.annotations.NullMarked;

/** Everything in one process: the command line, the embedded servers, the demo and the benchmarks. */
@NullMarked
package io.moderato.standalone;

import org.jspecify.annotations.NullMarked;

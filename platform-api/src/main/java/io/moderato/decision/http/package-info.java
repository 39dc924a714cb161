/** Calls to the pipeline of another process, over HTTP. */
@NullMarked
package io.moderato.decision.http;

import org.jspecify.annotations.NullMarked;

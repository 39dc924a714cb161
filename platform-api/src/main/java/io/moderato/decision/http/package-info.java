/** The pipeline of another process, asked over HTTP. */
@NullMarked
package io.moderato.decision.http;

import org.jspecify.annotations.NullMarked;

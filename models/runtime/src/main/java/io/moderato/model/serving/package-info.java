/** Scoring of texts: windows of tokens, batches of similar length, and the engine that computes them. */
@NullMarked
package io.moderato.model.serving;

import org.jspecify.annotations.NullMarked;

/** Scoring texts: windows of tokens, rows of like length, and the engine that computes them. */
@NullMarked
package io.moderato.model.serving;

import org.jspecify.annotations.NullMarked;

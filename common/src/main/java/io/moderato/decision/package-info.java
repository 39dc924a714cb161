/** Decisions: the categories, scores and results of a text, and what happens to the content. */
@NullMarked
package io.moderato.decision;

import org.jspecify.annotations.NullMarked;

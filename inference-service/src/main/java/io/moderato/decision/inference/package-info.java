/** The pipeline in this process: its settings, its parts, and whose turn it is. */
@NullMarked
package io.moderato.decision.inference;

import org.jspecify.annotations.NullMarked;

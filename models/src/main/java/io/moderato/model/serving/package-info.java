/** How texts become batches for the model: windows of tokens, rows of like length. */
@NullMarked
package io.moderato.model.serving;

import org.jspecify.annotations.NullMarked;

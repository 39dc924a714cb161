/** Training of models: batches, loss, optimiser, checkpoints, early stopping. */
@NullMarked
package io.moderato.model.train;

import org.jspecify.annotations.NullMarked;

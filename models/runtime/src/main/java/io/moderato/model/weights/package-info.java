/** The tensors of an encoder on disk, in the safetensors format. */
@NullMarked
package io.moderato.model.weights;

import org.jspecify.annotations.NullMarked;

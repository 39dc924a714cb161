/** The trained encoder as a TorchScript archive, with its linear layers in int8. */
@NullMarked
package io.moderato.model.export;

import org.jspecify.annotations.NullMarked;

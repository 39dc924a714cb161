/** The BERT encoder and its classification head as NDArray operations. */
@NullMarked
package io.moderato.model.encoder;

import org.jspecify.annotations.NullMarked;

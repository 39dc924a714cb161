/** Pre-training: an encoder learns a language by guessing hidden words of plain text. */
@NullMarked
package io.moderato.model.pretrain;

import org.jspecify.annotations.NullMarked;

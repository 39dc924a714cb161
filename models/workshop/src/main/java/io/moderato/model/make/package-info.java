/** Makes a model: from a base encoder, labelled texts and teachers to a finished folder. */
@NullMarked
package io.moderato.model.make;

import org.jspecify.annotations.NullMarked;

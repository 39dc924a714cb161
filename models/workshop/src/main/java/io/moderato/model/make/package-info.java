/** Makes a model: a finished folder from a base encoder, labelled texts and teachers. */
@NullMarked
package io.moderato.model.make;

import org.jspecify.annotations.NullMarked;

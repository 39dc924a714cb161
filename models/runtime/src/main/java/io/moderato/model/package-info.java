/** The description of a model: the shape of its encoder, its settings, the meaning of its outputs. */
@NullMarked
package io.moderato.model;

import org.jspecify.annotations.NullMarked;

/** What describes a model: the shape of its encoder, its settings, what its outputs mean. */
@NullMarked
package io.moderato.model;

import org.jspecify.annotations.NullMarked;

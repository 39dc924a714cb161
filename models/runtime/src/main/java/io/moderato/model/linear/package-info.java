/** The linear model over hashed n-grams: its features, its file and its scoring. */
@NullMarked
package io.moderato.model.linear;

import org.jspecify.annotations.NullMarked;

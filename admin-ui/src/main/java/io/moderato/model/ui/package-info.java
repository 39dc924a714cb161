/** The screen of the running model. */
@NullMarked
package io.moderato.model.ui;

import org.jspecify.annotations.NullMarked;

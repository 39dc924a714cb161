/** The screen of the dead letters. */
@NullMarked
package io.moderato.delivery.ui;

import org.jspecify.annotations.NullMarked;

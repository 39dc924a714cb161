/** The screen of the blocklists. */
@NullMarked
package io.moderato.rules.ui;

import org.jspecify.annotations.NullMarked;

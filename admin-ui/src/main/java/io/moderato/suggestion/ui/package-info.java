/** The screen on which moderators accept or refuse the scores that clients suggest. */
@NullMarked
package io.moderato.suggestion.ui;

import org.jspecify.annotations.NullMarked;

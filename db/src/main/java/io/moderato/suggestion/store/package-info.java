/** Scores that clients suggest, the moderators who accept or refuse them, and the labels that follow. */
@NullMarked
package io.moderato.suggestion.store;

import org.jspecify.annotations.NullMarked;

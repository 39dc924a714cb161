/** The frame around the screens: navigation, titles, keys, notices, and how times, numbers and categories look everywhere. */
@NullMarked
package io.moderato.console;

import org.jspecify.annotations.NullMarked;

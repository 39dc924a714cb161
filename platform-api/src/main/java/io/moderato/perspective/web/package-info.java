/** The surface that answers like Google's Perspective API, for its clients unchanged. */
@NullMarked
package io.moderato.perspective.web;

import org.jspecify.annotations.NullMarked;

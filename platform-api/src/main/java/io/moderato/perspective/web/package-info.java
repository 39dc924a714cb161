/** The surface that answers like Google's Perspective API, so that its clients work unchanged. */
@NullMarked
package io.moderato.perspective.web;

import org.jspecify.annotations.NullMarked;

/** Surfaces: each API that we offer, with its addresses, its keys and the way it tells what went wrong. */
@NullMarked
package io.moderato.surface.web;

import org.jspecify.annotations.NullMarked;

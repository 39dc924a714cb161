/** Surfaces: the APIs that we offer, with their addresses, their keys and their form of errors. */
@NullMarked
package io.moderato.surface.web;

import org.jspecify.annotations.NullMarked;

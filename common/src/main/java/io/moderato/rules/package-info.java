/** Blocklists: the terms and patterns that a community refuses. */
@NullMarked
package io.moderato.rules;

import org.jspecify.annotations.NullMarked;

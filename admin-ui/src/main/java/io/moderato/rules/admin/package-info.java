/** Blocklists and their terms over the Admin API. */
@NullMarked
package io.moderato.rules.admin;

import org.jspecify.annotations.NullMarked;

/** The Admin API: what people edit in the console, for programs with a key. */
@NullMarked
package io.moderato.admin;

import org.jspecify.annotations.NullMarked;

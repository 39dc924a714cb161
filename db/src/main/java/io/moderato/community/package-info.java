/** The communities. */
@NullMarked
package io.moderato.community;

import org.jspecify.annotations.NullMarked;

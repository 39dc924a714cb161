/** The communities that are moderated under their own policies. */
@NullMarked
package io.moderato.community;

import org.jspecify.annotations.NullMarked;

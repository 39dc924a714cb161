/** The communities. */
@NullMarked
package io.moderato.community.store;

import org.jspecify.annotations.NullMarked;

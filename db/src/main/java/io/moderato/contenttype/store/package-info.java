/** The communities' own types of contents, with all versions of their schemas. */
@NullMarked
package io.moderato.contenttype.store;

import org.jspecify.annotations.NullMarked;

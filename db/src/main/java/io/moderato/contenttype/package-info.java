/** Types of contents with fields: the schema of a type, and what its marked fields mean for a content. */
@NullMarked
package io.moderato.contenttype;

import org.jspecify.annotations.NullMarked;

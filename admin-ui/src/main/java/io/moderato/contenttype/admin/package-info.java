/** Types of contents over the Admin API. */
@NullMarked
package io.moderato.contenttype.admin;

import org.jspecify.annotations.NullMarked;

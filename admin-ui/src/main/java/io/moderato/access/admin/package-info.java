/** Keys over the Admin API. */
@NullMarked
package io.moderato.access.admin;

import org.jspecify.annotations.NullMarked;

/** Communities over the Admin API. */
@NullMarked
package io.moderato.community.admin;

import org.jspecify.annotations.NullMarked;

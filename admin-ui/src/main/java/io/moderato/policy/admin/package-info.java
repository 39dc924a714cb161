/** Policies over the Admin API. */
@NullMarked
package io.moderato.policy.admin;

import org.jspecify.annotations.NullMarked;

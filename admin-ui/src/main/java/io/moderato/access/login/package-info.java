/** Logging in to the console: the first admin, the throttle, the sessions and the current account. */
@NullMarked
package io.moderato.access.login;

import org.jspecify.annotations.NullMarked;

/** Logging in to the console: the first admin, the throttle, the sessions and who is in front of the screen. */
@NullMarked
package io.moderato.access.login;

import org.jspecify.annotations.NullMarked;

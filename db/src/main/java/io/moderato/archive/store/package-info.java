/** Jobs over what the platform has kept: their reports, and what a re-moderation would decide otherwise. */
@NullMarked
package io.moderato.archive.store;

import org.jspecify.annotations.NullMarked;

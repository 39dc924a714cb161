/** The pipeline over HTTP, for our own services only. */
@NullMarked
package io.moderato.decision.internal;

import org.jspecify.annotations.NullMarked;

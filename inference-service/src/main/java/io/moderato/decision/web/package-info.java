/** The pipeline over HTTP, for our own services only. */
@NullMarked
package io.moderato.decision.web;

import org.jspecify.annotations.NullMarked;

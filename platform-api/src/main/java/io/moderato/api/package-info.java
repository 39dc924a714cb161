/** The REST API for platform services, as a separate process. */
@NullMarked
package io.moderato.api;

import org.jspecify.annotations.NullMarked;

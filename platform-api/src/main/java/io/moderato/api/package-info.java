/** The REST API for platform services, as a process of its own. */
@NullMarked
package io.moderato.api;

import org.jspecify.annotations.NullMarked;

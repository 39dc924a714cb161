/** How everything that goes wrong below /api is told to the caller: as a problem document (RFC 9457). */
@NullMarked
package io.moderato.problem.web;

import org.jspecify.annotations.NullMarked;

/** Lets callers repeat a call without its being done twice. */
@NullMarked
package io.moderato.idempotency.web;

import org.jspecify.annotations.NullMarked;

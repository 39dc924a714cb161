/** How a request's body is read: bounded, strict, and with the place of every fault. */
@NullMarked
package io.moderato.request;

import org.jspecify.annotations.NullMarked;

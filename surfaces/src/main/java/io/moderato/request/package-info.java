/** Reading of requests' bodies: bounded, strict, and with the place of every fault. */
@NullMarked
package io.moderato.request;

import org.jspecify.annotations.NullMarked;

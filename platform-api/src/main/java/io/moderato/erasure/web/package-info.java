/** Erasing contents over REST. */
@NullMarked
package io.moderato.erasure.web;

import org.jspecify.annotations.NullMarked;

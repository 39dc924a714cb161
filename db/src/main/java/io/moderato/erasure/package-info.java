/** What whoever keeps people's words has to do when they are erased. */
@NullMarked
package io.moderato.erasure;

import org.jspecify.annotations.NullMarked;

/** Authors' complaints about decisions. */
@NullMarked
package io.moderato.appeal;

import org.jspecify.annotations.NullMarked;

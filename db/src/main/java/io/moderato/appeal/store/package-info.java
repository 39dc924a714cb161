/** Authors' complaints about decisions. */
@NullMarked
package io.moderato.appeal.store;

import org.jspecify.annotations.NullMarked;

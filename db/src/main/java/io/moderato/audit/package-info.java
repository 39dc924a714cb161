/** Who did what and when. */
@NullMarked
package io.moderato.audit;

import org.jspecify.annotations.NullMarked;

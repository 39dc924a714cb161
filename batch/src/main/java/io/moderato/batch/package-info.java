/** Work on archives, on Spark. */
@NullMarked
package io.moderato.batch;

import org.jspecify.annotations.NullMarked;

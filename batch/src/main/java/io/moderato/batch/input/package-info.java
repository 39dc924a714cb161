/** What archives hold: pieces of files, and the rows in them. */
@NullMarked
package io.moderato.batch.input;

import org.jspecify.annotations.NullMarked;

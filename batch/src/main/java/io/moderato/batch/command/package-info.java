/** The commands, for a terminal and for spark-submit. */
@NullMarked
package io.moderato.batch.command;

import org.jspecify.annotations.NullMarked;

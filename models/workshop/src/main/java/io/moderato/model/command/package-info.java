/** The commands of the workshop. */
@NullMarked
package io.moderato.model.command;

import org.jspecify.annotations.NullMarked;

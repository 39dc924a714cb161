/** The folder that a model comes in, and the one that is shipped. */
@NullMarked
package io.moderato.model.folder;

import org.jspecify.annotations.NullMarked;

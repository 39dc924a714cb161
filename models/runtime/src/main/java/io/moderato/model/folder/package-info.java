/** The folder in which a model comes, and the model that is shipped. */
@NullMarked
package io.moderato.model.folder;

import org.jspecify.annotations.NullMarked;

/** How a model or a base encoder was made: {@code lineage.json} in its folder. */
@NullMarked
package io.moderato.model.lineage;

import org.jspecify.annotations.NullMarked;

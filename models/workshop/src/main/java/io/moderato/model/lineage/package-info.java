/** How a model or a base encoder came to be: {@code lineage.json} in its folder. */
@NullMarked
package io.moderato.model.lineage;

import org.jspecify.annotations.NullMarked;

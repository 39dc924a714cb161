/** Makes model folders of classifiers that were trained elsewhere. */
@NullMarked
package io.moderato.model.exchange;

import org.jspecify.annotations.NullMarked;

/** Makes model folders from classifiers that were trained elsewhere. */
@NullMarked
package io.moderato.model.exchange;

import org.jspecify.annotations.NullMarked;

/** Which model which instance runs. */
@NullMarked
package io.moderato.model.store;

import org.jspecify.annotations.NullMarked;

/** The model that this instance runs: loading it, telling others about it, and not being ready without it. */
@NullMarked
package io.moderato.model.inference;

import org.jspecify.annotations.NullMarked;

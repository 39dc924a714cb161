/** Which model which instance runs. */
@NullMarked
package io.moderato.model;

import org.jspecify.annotations.NullMarked;

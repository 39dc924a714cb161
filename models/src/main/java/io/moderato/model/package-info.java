/** The classifier that scores texts, the folder it comes from, and the workshop that makes it. */
@NullMarked
package io.moderato.model;

import org.jspecify.annotations.NullMarked;

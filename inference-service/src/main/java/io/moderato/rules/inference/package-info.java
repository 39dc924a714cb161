/** The rules of each community in the version that is in force, compiled once. */
@NullMarked
package io.moderato.rules.inference;

import org.jspecify.annotations.NullMarked;

/** What a text was found to be and what is done about it: categories, scores, results and decisions. */
@NullMarked
package io.moderato.decision;

import org.jspecify.annotations.NullMarked;

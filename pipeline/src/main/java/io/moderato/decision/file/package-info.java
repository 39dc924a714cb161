/** Scores files of texts without a database. */
@NullMarked
package io.moderato.decision.file;

import org.jspecify.annotations.NullMarked;

/** What was run on which data with which code, what came of it, and how an MLflow server learns of it. */
@NullMarked
package io.moderato.model.runs;

import org.jspecify.annotations.NullMarked;

/** The records of runs: their data, their code and their results; and sending them to an MLflow server. */
@NullMarked
package io.moderato.model.runs;

import org.jspecify.annotations.NullMarked;

/** What a caller is told when no handler answers, request ids, and where operators ask for health and metrics. */
@NullMarked
package io.moderato.operations.answer;

import org.jspecify.annotations.NullMarked;

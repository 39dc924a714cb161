/** The answers when no handler answers, the ids of requests, and the access to health and metrics for operators. */
@NullMarked
package io.moderato.operations.answer;

import org.jspecify.annotations.NullMarked;

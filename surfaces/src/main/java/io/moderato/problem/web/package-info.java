/** Failures of calls: the problem for each failure, and the forms of errors for callers. */
@NullMarked
package io.moderato.problem.web;

import org.jspecify.annotations.NullMarked;

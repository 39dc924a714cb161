/** What went wrong with a call: the problem that each failure is, and the forms in which callers are told. */
@NullMarked
package io.moderato.problem.web;

import org.jspecify.annotations.NullMarked;

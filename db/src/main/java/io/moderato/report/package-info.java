/** Users' notices that content breaks the rules. */
@NullMarked
package io.moderato.report;

import org.jspecify.annotations.NullMarked;

/** Users' notices that content breaks the rules. */
@NullMarked
package io.moderato.report.store;

import org.jspecify.annotations.NullMarked;

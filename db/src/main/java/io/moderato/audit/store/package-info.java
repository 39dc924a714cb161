/** The audit trail: who did what, and when. */
@NullMarked
package io.moderato.audit.store;

import org.jspecify.annotations.NullMarked;

/** The screen of the audit trail. */
@NullMarked
package io.moderato.audit.ui;

import org.jspecify.annotations.NullMarked;

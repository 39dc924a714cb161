/** The screen of who did what when. */
@NullMarked
package io.moderato.audit.ui;

import org.jspecify.annotations.NullMarked;

/** The pages where authors read what was decided about their content, why, and appeal. */
@NullMarked
package io.moderato.content.ui;

import org.jspecify.annotations.NullMarked;

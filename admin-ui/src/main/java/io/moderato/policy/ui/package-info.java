/** The screen where an admin sets the thresholds of each category. */
@NullMarked
package io.moderato.policy.ui;

import org.jspecify.annotations.NullMarked;

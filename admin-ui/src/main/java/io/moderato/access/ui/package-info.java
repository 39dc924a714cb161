/** The screens about people: logging in, accounts and roles. */
@NullMarked
package io.moderato.access.ui;

import org.jspecify.annotations.NullMarked;

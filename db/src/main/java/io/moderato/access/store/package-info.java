/** Accounts, roles, API keys and who is acting. */
@NullMarked
package io.moderato.access.store;

import org.jspecify.annotations.NullMarked;

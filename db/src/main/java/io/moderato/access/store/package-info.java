/** Accounts, roles and API keys. */
@NullMarked
package io.moderato.access.store;

import org.jspecify.annotations.NullMarked;

/** The policies of the communities. Every version is kept. */
@NullMarked
package io.moderato.policy.store;

import org.jspecify.annotations.NullMarked;

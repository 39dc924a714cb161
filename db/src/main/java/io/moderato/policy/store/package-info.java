/** The policies of the communities, each version kept. */
@NullMarked
package io.moderato.policy.store;

import org.jspecify.annotations.NullMarked;

/** The blocklists of the communities, and the cost of their patterns. */
@NullMarked
package io.moderato.rules.store;

import org.jspecify.annotations.NullMarked;

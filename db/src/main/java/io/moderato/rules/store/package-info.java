/** The blocklists of the communities, and what a change of them costs. */
@NullMarked
package io.moderato.rules.store;

import org.jspecify.annotations.NullMarked;

/** The stages that look for what blocklists name. */
@NullMarked
package io.moderato.rules.pipeline;

import org.jspecify.annotations.NullMarked;

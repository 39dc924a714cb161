/** The stages that look for the terms of blocklists. */
@NullMarked
package io.moderato.rules.pipeline;

import org.jspecify.annotations.NullMarked;

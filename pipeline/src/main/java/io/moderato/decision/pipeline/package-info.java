/** The pipeline: stages that turn content into results, the chain that merges them, and the cache in front of it. */
@NullMarked
package io.moderato.decision.pipeline;

import org.jspecify.annotations.NullMarked;

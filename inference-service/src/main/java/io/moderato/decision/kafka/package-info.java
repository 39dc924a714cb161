/** How contents come from Kafka to the pipeline and decisions go back to Kafka. */
@NullMarked
package io.moderato.decision.kafka;

import org.jspecify.annotations.NullMarked;

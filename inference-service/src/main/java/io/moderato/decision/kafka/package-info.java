/** The way of contents from Kafka through the pipeline into the database, and of failed records to the dead letters. */
@NullMarked
package io.moderato.decision.kafka;

import org.jspecify.annotations.NullMarked;

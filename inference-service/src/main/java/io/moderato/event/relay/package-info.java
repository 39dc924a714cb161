/** The way of events from the database to Kafka. */
@NullMarked
package io.moderato.event.relay;

import org.jspecify.annotations.NullMarked;

/** The way of accepted content to Kafka: at once if Kafka answers, by the sweeper if not. */
@NullMarked
package io.moderato.content.outbox;

import org.jspecify.annotations.NullMarked;

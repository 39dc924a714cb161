/** Records that must not be lost, on their way to Kafka. */
@NullMarked
package io.moderato.delivery.kafka;

import org.jspecify.annotations.NullMarked;

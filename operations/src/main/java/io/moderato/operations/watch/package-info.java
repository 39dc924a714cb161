/** Watches what a service stands on besides its database: the disk with the data, and Kafka. */
@NullMarked
package io.moderato.operations.watch;

import org.jspecify.annotations.NullMarked;

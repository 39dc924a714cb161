/** PostgreSQL and Kafka inside our own process. */
@NullMarked
package io.moderato.embedded;

import org.jspecify.annotations.NullMarked;

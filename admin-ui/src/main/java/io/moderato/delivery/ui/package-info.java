/** The screen of the dead letters, and their replay to Kafka. */
@NullMarked
package io.moderato.delivery.ui;

import org.jspecify.annotations.NullMarked;

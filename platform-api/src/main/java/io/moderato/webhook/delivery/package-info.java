/** Sends to receivers outside what waits for them (decision 22). */
@NullMarked
package io.moderato.webhook.delivery;

import org.jspecify.annotations.NullMarked;

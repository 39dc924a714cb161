/** The Java client of a Moderato platform: {@link io.moderato.client.ModeratoClient} calls it, {@link io.moderato.client.WebhookVerifier} checks what it sends. */
@NullMarked
package io.moderato.client;

import org.jspecify.annotations.NullMarked;

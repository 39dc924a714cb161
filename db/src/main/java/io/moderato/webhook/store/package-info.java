/** Webhooks: who outside is told of which events, and what of it waits, went out or failed (decision 22). */
@NullMarked
package io.moderato.webhook.store;

import org.jspecify.annotations.NullMarked;

/** Webhooks over the Admin API. */
@NullMarked
package io.moderato.webhook.admin;

import org.jspecify.annotations.NullMarked;

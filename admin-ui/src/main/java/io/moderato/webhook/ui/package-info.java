/** The screens of webhooks: who is told of what, and what of it went out or failed. */
@NullMarked
package io.moderato.webhook.ui;

import org.jspecify.annotations.NullMarked;

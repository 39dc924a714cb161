package io.moderato.webhook.store;

/**
 * A subscription whose secret was just made. Nobody can read the secret again.
 *
 * @param subscription as it is now
 * @param secret       to be shown once
 */
public record NewSecret(Subscription subscription, SigningSecret secret) {}

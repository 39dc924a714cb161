package io.moderato.client.spring;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the application calls a platform.
 *
 * @param url            the address of the platform; without one there is no client
 * @param apiKey         the key, from a secret store and not from a file in the repository
 * @param timeout        how long one attempt may take
 * @param attempts       how often a call is made, the first time included
 * @param maxWait        the longest wait between two attempts
 * @param webhookSecret  the secret of the subscription; without one there is no verifier
 * @param formerWebhookSecret the secret that it replaces, as long as both are in use
 */
@ConfigurationProperties("moderato.client")
record ModeratoClientProperties(
        @Nullable URI url,
        @Nullable String apiKey,
        @DefaultValue("20s") Duration timeout,
        @DefaultValue("4") int attempts,
        @DefaultValue("30s") Duration maxWait,
        @Nullable String webhookSecret,
        @Nullable String formerWebhookSecret) {
    /** Says nothing of the secrets. */
    @Override
    public String toString() {
        return "ModeratoClientProperties[url=%s, timeout=%s, attempts=%d]".formatted(url, timeout, attempts);
    }
}

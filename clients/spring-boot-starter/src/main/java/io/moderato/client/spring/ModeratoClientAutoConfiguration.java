package io.moderato.client.spring;

import io.moderato.client.ModeratoClient;
import io.moderato.client.RetryPolicy;
import io.moderato.client.WebhookVerifier;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** A {@link ModeratoClient} where an address is set, and a {@link WebhookVerifier} where a secret is set. */
@AutoConfiguration
@EnableConfigurationProperties(ModeratoClientProperties.class)
class ModeratoClientAutoConfiguration {
    @Bean
    @ConditionalOnProperty("moderato.client.url")
    @ConditionalOnMissingBean
    ModeratoClient moderatoClient(ModeratoClientProperties properties) {
        if (properties.apiKey() == null) {
            throw new IllegalStateException("moderato.client.url is set, but moderato.client.api-key is not");
        }
        return ModeratoClient.builder(Objects.requireNonNull(properties.url()), properties.apiKey())
                .timeout(properties.timeout())
                .retries(new RetryPolicy(properties.attempts(), RetryPolicy.STANDARD.firstWait(), properties.maxWait()))
                .build();
    }

    @Bean
    @ConditionalOnProperty("moderato.client.webhook-secret")
    @ConditionalOnMissingBean
    WebhookVerifier webhookVerifier(ModeratoClientProperties properties) {
        return WebhookVerifier.of(Stream.of(properties.webhookSecret(), properties.formerWebhookSecret())
                .filter(Objects::nonNull)
                .toArray(String[]::new));
    }
}

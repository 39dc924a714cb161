package io.moderato.decision.http;

import io.moderato.decision.Moderation;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;

/**
 * Asks the inference service over HTTP if no pipeline runs in this process. This configuration is read after all scanned beans, so it knows
 * whether there is a pipeline.
 */
@AutoConfiguration
@EnableConfigurationProperties(InferenceSettings.class)
class HttpModerationAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean(Moderation.class)
    @ConditionalOnProperty("moderato.inference.url")
    Moderation httpModeration(
            RestClient.Builder clients,
            InferenceSettings settings,
            @Value("${moderato.internal.token:}") String[] tokens) {
        RestClient.Builder client = clients.requestFactory(ClientHttpRequestFactoryBuilder.jdk()
                .build(HttpClientSettings.defaults().withTimeouts(settings.connectTimeout(), settings.readTimeout())));
        return new HttpModeration(
                settings.url().stream()
                        .map(url -> client.clone().baseUrl(url.toString()).build())
                        .toList(),
                // the others are those that the inference service still takes
                tokens.length == 0 ? "" : tokens[0]);
    }
}

package io.moderato.decision.http;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings for reaching the inference service.
 *
 * @param url            the addresses of the service's instances, such as {@code http://inference:8081}; empty if it runs in the same process
 * @param connectTimeout the longest time for making a connection
 * @param readTimeout    the longest time for an answer
 */
@Validated
@ConfigurationProperties("moderato.inference")
record InferenceSettings(
        @DefaultValue List<URI> url,

        @DefaultValue("1s") @NotNull @DurationMin(millis = 1)
        Duration connectTimeout,

        @DefaultValue("10s") @NotNull @DurationMin(millis = 1)
        Duration readTimeout) {}

package io.moderato.decision.http;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings for reaching the inference service.
 *
 * @param url            the service's address, such as {@code http://inference:8081}; not set if it runs in the same process
 * @param connectTimeout the longest time for making a connection
 * @param readTimeout    the longest time for an answer
 */
@Validated
@ConfigurationProperties("moderato.inference")
record InferenceSettings(
        @Nullable URI url,

        @DefaultValue("1s") @NotNull @DurationMin(millis = 1)
        Duration connectTimeout,

        @DefaultValue("10s") @NotNull @DurationMin(millis = 1)
        Duration readTimeout) {}

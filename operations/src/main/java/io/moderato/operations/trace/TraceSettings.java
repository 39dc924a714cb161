package io.moderato.operations.trace;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where traces go, and how many.
 *
 * @param endpoint      the address that takes spans by OTLP over HTTP, such as {@code http://collector:4318/v1/traces}; if it is empty,
 *     nothing is traced
 * @param sampling      the share of requests that are traced, from 0 to 1, whatever callers wish
 * @param service       the name of this process in traces
 * @param queue         the most finished spans that wait to be sent; more are dropped
 * @param sendEvery     the longest time that a finished span waits before it is sent
 * @param exportTimeout how long the endpoint may take to accept spans; what it does not accept is dropped
 */
@Validated
@ConfigurationProperties("moderato.trace")
record TraceSettings(
        @DefaultValue("") String endpoint,

        @DefaultValue("0.1") @DecimalMin("0") @DecimalMax("1")
        double sampling,

        @DefaultValue("moderato") @NotBlank String service,
        @DefaultValue("4096") @Min(512) @Max(100_000) int queue,

        @DefaultValue("2s") @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration sendEvery,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration exportTimeout) {
    /** Takes blanks around the address away. */
    TraceSettings {
        endpoint = endpoint.strip();
    }

    /** Whether anything is traced. */
    boolean isOn() {
        return !endpoint.isEmpty();
    }

    /** Whether the endpoint is empty or an address that can be called. */
    @AssertTrue(
            message = "moderato.trace.endpoint must be an address such as http://collector:4318/v1/traces, or empty")
    boolean isEndpointCallable() {
        if (!isOn()) {
            return true;
        }
        try {
            URI address = URI.create(endpoint);
            return address.getHost() != null
                    && ("http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme()));
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}

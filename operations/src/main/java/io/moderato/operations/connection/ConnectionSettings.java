package io.moderato.operations.connection;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The limits for connections and requests: how many we serve at once, and how long each may take.
 *
 * @param perAddress     connections from one network address, and requests in work for one; an IPv6 address counts as its /64
 * @param requestsAtOnce requests in work for all addresses together; health probes do not count
 * @param slowBodies     requests of one address whose bodies have been coming for more than a second; four times as many for all
 * @param headWithin     from the first byte of a request to the end of its headers
 * @param bodyWithin     from the headers to the end of the body
 * @param answerWithin   from the headers to the end of an answer that has begun
 * @param trustedProxies addresses or CIDR ranges of the proxies in front of us; only they may say in {@code X-Forwarded-For} who calls,
 *     and their own connections are not counted as one address
 */
@Validated
@ConfigurationProperties("moderato.connections")
record ConnectionSettings(
        @DefaultValue("256") @Min(8) @Max(100_000) int perAddress,
        @DefaultValue("400") @Min(8) @Max(10_000) int requestsAtOnce,
        @DefaultValue("32") @Min(1) @Max(10_000) int slowBodies,

        @DefaultValue("10s") @NotNull @DurationMin(seconds = 1) @DurationMax(minutes = 5)
        Duration headWithin,

        @DefaultValue("30s") @NotNull @DurationMin(seconds = 1) @DurationMax(minutes = 30)
        Duration bodyWithin,

        @DefaultValue("2m") @NotNull @DurationMin(seconds = 5) @DurationMax(hours = 1)
        Duration answerWithin,

        @DefaultValue List<String> trustedProxies) {}

package io.moderato.access.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How keys are remembered.
 *
 * @param rememberKeyFor how long a key is taken for what it was, so that not every call asks the database; a revoked key is refused
 *     after this time at the latest
 * @param rememberedKeys how many keys and rate limits are remembered at most
 */
@Validated
@ConfigurationProperties("moderato.api.access")
record ApiAccessSettings(
        @DefaultValue("3s") @NotNull @DurationMin(millis = 0) @DurationMax(seconds = 5)
        Duration rememberKeyFor,

        @DefaultValue("10000") @Min(100) @Max(1_000_000) int rememberedKeys) {}

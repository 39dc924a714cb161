package io.moderato.access.web;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The settings for API keys: how long they are remembered, and how much text each may send.
 *
 * @param rememberKeyFor how long the answer about a key is remembered, so that not every call asks the database; a revoked key is refused
 *     after this time at the latest
 * @param rememberedKeys the most keys, and the most rate limits, that are remembered
 * @param textPerMinute  the bytes of request bodies that each key may send a minute; a single larger request is accepted, but afterwards
 *     the key must wait until the excess is used up
 */
@Validated
@ConfigurationProperties("moderato.api.access")
record ApiAccessSettings(
        @DefaultValue("3s") @NotNull @DurationMin(millis = 0) @DurationMax(seconds = 5)
        Duration rememberKeyFor,

        @DefaultValue("10000") @Min(100) @Max(1_000_000) int rememberedKeys,
        @DefaultValue("32MB") @NotNull DataSize textPerMinute) {
    @AssertTrue(message = "text-per-minute is at least 1 KB")
    boolean isTextPerMinuteUsable() {
        return textPerMinute.toBytes() >= 1024;
    }
}

package io.moderato.suggestion.store;

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
 * How many suggestions are kept, and how long.
 *
 * @param mostWaiting  how many suggestions of one key may wait for a moderator; further ones are refused
 * @param keepWaiting  after how long one that waits, or was refused, is deleted with its text
 * @param keepAccepted after how long one that was accepted is deleted with its text
 */
@Validated
@ConfigurationProperties("moderato.suggestions")
public record SuggestionSettings(
        @DefaultValue("10000") @Min(1) @Max(1_000_000) int mostWaiting,

        @DefaultValue("90d") @NotNull @DurationMin(days = 1) @DurationMax(days = 3650)
        Duration keepWaiting,

        @DefaultValue("730d") @NotNull @DurationMin(days = 1) @DurationMax(days = 3650)
        Duration keepAccepted) {}

package io.moderato.event.store;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the log of events.
 *
 * @param keep how long events are kept; an event that a listener has not read yet is kept longer
 */
@Validated
@ConfigurationProperties("moderato.events")
public record EventSettings(
        @DefaultValue("7d") @NotNull @DurationMin(days = 1) Duration keep) {}

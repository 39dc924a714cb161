package io.moderato.retention.store;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long is kept what no community wants to keep for another time. Each time begins with the last thing that happened to a content.
 *
 * @param approved    approved contents about which no human has said anything
 * @param restricted  contents that are restricted: at least as long as their authors may appeal, six months by Article 20 of the Digital
 *     Services Act, and the time that an answer takes
 * @param labelled    contents with a label by a human
 * @param audit       entries of the audit trail
 * @param deadLetters records that could not be processed, once they were sent again
 */
@Validated
@ConfigurationProperties("moderato.retention")
public record RetentionSettings(
        @DefaultValue("90d") @NotNull @DurationMin(days = 1) @DurationMax(days = 36500)
        Duration approved,

        @DefaultValue("365d") @NotNull @DurationMin(days = 1) @DurationMax(days = 36500)
        Duration restricted,

        @DefaultValue("730d") @NotNull @DurationMin(days = 1) @DurationMax(days = 36500)
        Duration labelled,

        @DefaultValue("1095d") @NotNull @DurationMin(days = 1) @DurationMax(days = 36500)
        Duration audit,

        @DefaultValue("30d") @NotNull @DurationMin(days = 1) @DurationMax(days = 36500)
        Duration deadLetters) {}

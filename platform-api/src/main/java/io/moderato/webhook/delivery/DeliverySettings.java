package io.moderato.webhook.delivery;

import jakarta.validation.constraints.AssertTrue;
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
 * How this process sends to receivers.
 *
 * @param enabled          whether it does; at least one process has to
 * @param interval         how often it looks for what is due
 * @param callTimeout      how long a call may take, from the look-up of the name to the last byte of the answer
 * @param callsPerReceiver calls to one receiver at once, by all processes together
 * @param receiversAtOnce  receivers that this process serves at once; each of them may always have one call
 * @param sharedCalls      calls beyond the first of each receiver, in this process
 * @param lease            how long a receiver stays with a process that was killed
 * @param firstRetry       the pause after the first failure; each later one is three times as long
 * @param longestRetry     the longest pause between two attempts
 * @param giveUpAfter      how long a delivery is tried, from its first failure on
 * @param pauseAfter       failures in a row after which the receiver is left alone for a while
 * @param firstPause       how long, the first time; each later pause is twice as long
 * @param longestPause     the longest such pause, also if the receiver asks for a longer one
 * @param disableAfter     how long a receiver may take nothing before its subscription is disabled
 */
@Validated
@ConfigurationProperties("moderato.webhooks.delivery")
public record DeliverySettings(
        @DefaultValue("true") boolean enabled,

        @DefaultValue("200ms") @NotNull @DurationMin(millis = 10)
        Duration interval,

        @DefaultValue("15s") @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration callTimeout,

        @DefaultValue("16") @Min(1) @Max(200) int callsPerReceiver,
        @DefaultValue("256") @Min(1) @Max(5_000) int receiversAtOnce,
        @DefaultValue("256") @Min(0) @Max(5_000) int sharedCalls,

        @DefaultValue("45s") @NotNull @DurationMin(millis = 500) @DurationMax(minutes = 10)
        Duration lease,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 10)
        Duration firstRetry,

        @DefaultValue("4h") @NotNull @DurationMin(millis = 10)
        Duration longestRetry,

        @DefaultValue("24h") @NotNull @DurationMin(millis = 10)
        Duration giveUpAfter,

        @DefaultValue("5") @Min(1) @Max(100) int pauseAfter,

        @DefaultValue("10s") @NotNull @DurationMin(millis = 10)
        Duration firstPause,

        @DefaultValue("15m") @NotNull @DurationMin(millis = 10)
        Duration longestPause,

        @DefaultValue("5d") @NotNull @DurationMin(millis = 10)
        Duration disableAfter) {
    /** Whether a call ends well before somebody else may take its receiver. */
    @AssertTrue(message = "lease must be at least twice the call timeout")
    boolean isLeaseLongEnough() {
        return lease.compareTo(callTimeout.multipliedBy(2)) >= 0;
    }
}

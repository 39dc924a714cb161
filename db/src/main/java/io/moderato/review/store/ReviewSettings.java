package io.moderato.review.store;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of human review.
 *
 * @param undoPeriod     how long a moderator can take a decision back before it is final; zero makes it final at once
 * @param finishInterval how often each service looks for decisions that are due to become final
 */
@ConfigurationProperties("moderato.review")
public record ReviewSettings(
        @DefaultValue("10s") Duration undoPeriod,
        @DefaultValue("1s") Duration finishInterval) {
    private static final Duration LONGEST_UNDO = Duration.ofMinutes(5);
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if authors would wait too long for a decision, or the database would be asked all the time
     */
    public ReviewSettings {
        if (undoPeriod.isNegative() || undoPeriod.compareTo(LONGEST_UNDO) > 0) {
            throw new IllegalArgumentException(
                    "moderato.review.undo-period is %s; it has to be between 0 and %d minutes, for example 10s."
                            .formatted(undoPeriod, LONGEST_UNDO.toMinutes()));
        }
        if (finishInterval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new IllegalArgumentException(
                    "moderato.review.finish-interval is %s; it has to be %d milliseconds or more, for example 1s."
                            .formatted(finishInterval, SHORTEST_INTERVAL.toMillis()));
        }
    }
}

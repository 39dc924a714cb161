package io.moderato.retention.store;

import io.moderato.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * For how many days a community keeps contents; null stands for the usual time.
 *
 * @param approved   approved contents about which no human said anything
 * @param restricted restricted contents
 * @param labelled   contents with a label by a human
 */
public record KeepTimes(
        @Nullable Integer approved,
        @Nullable Integer restricted,
        @Nullable Integer labelled) {
    /** The most days. */
    public static final int MOST = 36_500;

    /**
     * Checks the times.
     *
     * @throws ProblemException INVALID_FIELD if one is below 1 or above {@link #MOST}
     */
    public KeepTimes {
        check("approvedDays", approved);
        check("restrictedDays", restricted);
        check("labelledDays", labelled);
    }

    private static void check(String field, @Nullable Integer days) {
        if (days != null && (days < 1 || days > MOST)) {
            throw ProblemException.invalidField("/" + field, "'%s' is from 1 to %d days.".formatted(field, MOST));
        }
    }
}

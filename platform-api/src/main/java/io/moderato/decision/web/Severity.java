package io.moderato.decision.web;

import com.fasterxml.jackson.annotation.JsonValue;
import io.moderato.policy.Threshold;

/**
 * How bad it is by one category, from 0 to 7, or unknown. Levels follow from the score and the community's thresholds, so that 2 and above
 * is what a human looks at and 4 and above is what is rejected, whatever the thresholds are:
 *
 * <ul>
 *   <li>0: below half of the score at which review begins; 1: below that score;
 *   <li>2 and 3: the lower and the upper half of the scores that go to review;
 *   <li>4 to 7: the quarters between the score at which rejection begins and 1.
 * </ul>
 *
 * @param value the level, or the word {@value #UNKNOWN} where nobody scored the category
 */
record Severity(@JsonValue Object value) {
    static final String UNKNOWN = "unknown";
    private static final int REVIEW = 2;
    private static final int REJECT = 4;
    static final int HIGHEST = 7;

    /** The level of a score. */
    static Severity of(double score, Threshold threshold) {
        double review = threshold.effectiveReviewAbove();
        double reject = threshold.rejectAbove();
        if (score <= review) {
            return new Severity(score < review / 2 ? 0 : 1);
        }
        if (score <= reject) {
            return new Severity(score < (review + reject) / 2 ? REVIEW : REVIEW + 1);
        }
        int quarter = (int) (4 * (score - reject) / (1 - reject));
        return new Severity(Math.min(HIGHEST, REJECT + quarter));
    }

    /** The level where nobody scored the category. */
    static Severity unknown() {
        return new Severity(UNKNOWN);
    }
}

package io.moderato.feedback.store;

/**
 * The error rates of automatic decisions whose right outcome is known. A rate whose denominator is 0 is NaN: unknown, not 0.
 *
 * @param total             decisions with feedback
 * @param correct           decisions with the right outcome; REVIEW is neither right nor wrong and does not count
 * @param rejected          automatic rejections and modifications with feedback
 * @param rejectedWrongly   rejections and modifications that should have been approvals
 * @param approved          automatic approvals with feedback
 * @param approvedWrongly   approvals that should have been rejections or modifications
 */
public record ErrorRates(
        long total, long correct, long rejected, long rejectedWrongly, long approved, long approvedWrongly) {
    /** The share of correct decisions among all decisions except REVIEW. */
    public double accuracy() {
        return (double) correct / (rejected + approved);
    }

    /** The share of the rejections and modifications that should have been approvals. */
    public double falsePositiveRate() {
        return (double) rejectedWrongly / rejected;
    }

    /** The share of the approvals that should have been rejections or modifications. */
    public double falseNegativeRate() {
        return (double) approvedWrongly / approved;
    }
}

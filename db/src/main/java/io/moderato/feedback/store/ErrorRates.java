package io.moderato.feedback.store;

/**
 * How well the automatic decisions did where the truth is known. A rate whose denominator is 0 is NaN: unknown, not 0.
 *
 * @param total             decisions with feedback
 * @param correct           those whose outcome was the right one; REVIEW is neither right nor wrong and does not count
 * @param rejected          automatic rejections and modifications with feedback
 * @param rejectedWrongly   those that should have been approved
 * @param approved          automatic approvals with feedback
 * @param approvedWrongly   those that should not have been
 */
public record ErrorRates(
        long total, long correct, long rejected, long rejectedWrongly, long approved, long approvedWrongly) {
    /** Correct decisions among those that decided. */
    public double accuracy() {
        return (double) correct / (rejected + approved);
    }

    /** Approved among the rejected. */
    public double falsePositiveRate() {
        return (double) rejectedWrongly / rejected;
    }

    /** Rejected among the approved. */
    public double falseNegativeRate() {
        return (double) approvedWrongly / approved;
    }
}

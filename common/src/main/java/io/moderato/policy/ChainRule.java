package io.moderato.policy;

/** The rule that says when the pipeline asks no further stages about a content. */
public enum ChainRule {
    /** Only a rejection ends the chain. Every stage sees the text as posted, and the strictest of all outcomes counts. */
    STRICTEST_WINS,
    /**
     * A rejection or a review ends the chain, and a stage that masks hands the masked text on. This is cheaper, because doubtful texts
     * never reach the model; but it stays unknown what the model would have found in them.
     */
    FIRST_DOUBT_ENDS
}

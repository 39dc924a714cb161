package io.moderato.policy;

/** When the pipeline stops asking further stages about a content. */
public enum ChainRule {
    /** Only a rejection ends the chain. Every stage sees the text as posted, and the strictest of all outcomes counts. */
    STRICTEST_WINS,
    /**
     * A rejection or a review ends the chain, and a stage that masks hands the masked text on. Cheaper, since doubtful texts never reach
     * the model; what the model would have found in them stays unknown.
     */
    FIRST_DOUBT_ENDS
}

package io.moderato.decision.pipeline;

/** The order of the chain, cheap stages first. Stages of one layer all see the same text and their results are merged. */
public enum Layer {
    /** Word lists: microseconds. */
    KEYWORDS,
    /** Regular expressions: tens of microseconds. */
    PATTERNS,
    /** The classifier: milliseconds. */
    MODEL,
    /** Whatever is asked over the network. */
    EXTERNAL
}

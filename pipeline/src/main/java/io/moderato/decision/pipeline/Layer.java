package io.moderato.decision.pipeline;

/** The layers of the chain, cheap stages first. All stages of one layer see the same text, and their results are merged. */
public enum Layer {
    /** Word lists: microseconds. */
    KEYWORDS,
    /** Regular expressions: tens of microseconds. */
    PATTERNS,
    /** The classifier: milliseconds. */
    MODEL,
    /** Stages that ask something over the network. */
    EXTERNAL
}

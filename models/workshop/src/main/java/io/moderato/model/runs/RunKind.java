package io.moderato.model.runs;

/** The kind of a run. */
public enum RunKind {
    /** Makes an encoder from text without labels. */
    PRETRAINING,
    /** Makes a classifier from labelled text. */
    TRAINING,
    /** Measures a model. */
    EVALUATION
}

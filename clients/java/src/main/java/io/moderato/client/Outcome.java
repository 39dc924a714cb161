package io.moderato.client;

/** What was decided. */
public enum Outcome {
    /** Show it. */
    APPROVE,
    /** Remove it, or do not show it. */
    REJECT,
    /** A person will decide; what is shown until then is up to you. */
    REVIEW,
    /** Show the modified text in place of the posted one. */
    MODIFY
}

package io.moderato.model;

/** The logistic function: a probability out of a logit. */
public final class Logistic {
    private Logistic() {}

    /** 1 / (1 + e<sup>-logit</sup>): 0 for minus infinity, 1 for infinity. */
    public static double of(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}

package io.moderato.model.scorecard;

/** Rounds figures to the digits that mean something, so that files stay short and easy to compare. */
public final class Rounded {
    private Rounded() {}

    /** The value with four decimals. */
    public static double to4(double value) {
        return Math.round(value * 1e4) / 1e4;
    }

    static double to6(double value) {
        return Math.round(value * 1e6) / 1e6;
    }
}

package io.moderato.model.evaluate;

import io.moderato.model.Logistic;
import io.moderato.model.ModerationSettings.Calibration;

/** Fits Platt scaling: a rising line over the logits, such that the sigmoid of the line fits the labels best. Source: Platt 1999. */
public final class CalibrationFit {
    private static final int STEPS = 100;
    /** The strength of the regularisation. It keeps the fit finite if the labels can be told apart without error. */
    private static final double RIDGE = 1e-3;

    private static final double FLATTEST = 0.05;
    private static final int FEWEST_POSITIVES = 5;

    private CalibrationFit() {}

    /**
     * The calibration by Newton's method; {@link Calibration#NONE} if there are fewer than five positives or negatives.
     *
     * @param targets the labels, in [0, 1]
     * @param weights how much each row counts
     */
    public static Calibration fit(double[] logits, double[] targets, double[] weights) {
        double positives = 0;
        double negatives = 0;
        for (double target : targets) {
            positives += target;
            negatives += 1 - target;
        }
        if (positives < FEWEST_POSITIVES || negatives < FEWEST_POSITIVES) {
            return Calibration.NONE;
        }
        double slope = 1;
        double bias = 0;
        for (int step = 0; step < STEPS; step++) {
            double gradientSlope = RIDGE * (slope - 1);
            double gradientBias = RIDGE * bias;
            double slopeSlope = RIDGE;
            double slopeBias = 0;
            double biasBias = RIDGE;
            for (int i = 0; i < logits.length; i++) {
                double p = Logistic.of(slope * logits[i] + bias);
                double error = weights[i] * (p - targets[i]);
                double curvature = weights[i] * Math.max(p * (1 - p), 1e-9);
                gradientSlope += error * logits[i];
                gradientBias += error;
                slopeSlope += curvature * logits[i] * logits[i];
                slopeBias += curvature * logits[i];
                biasBias += curvature;
            }
            double determinant = slopeSlope * biasBias - slopeBias * slopeBias;
            if (!(determinant > 1e-12)) {
                break;
            }
            double slopeStep = (biasBias * gradientSlope - slopeBias * gradientBias) / determinant;
            double biasStep = (slopeSlope * gradientBias - slopeBias * gradientSlope) / determinant;
            // Newton's method overshoots far from the minimum; with a bounded step it still arrives
            double damping = Math.min(1, 2 / Math.max(1e-12, Math.hypot(slopeStep, biasStep)));
            slope = Math.max(FLATTEST, slope - damping * slopeStep);
            bias -= damping * biasStep;
            if (Math.hypot(slopeStep, biasStep) < 1e-9) {
                break;
            }
        }
        return new Calibration(slope, bias);
    }
}

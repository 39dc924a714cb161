package io.moderato.model.scorecard.plot;

import java.util.ArrayList;
import java.util.List;

/** A linear axis. It maps values to places in the picture. */
record Scale(double low, double high, double from, double to) {
    double at(double value) {
        return from + (Math.clamp(value, low, high) - low) / (high - low) * (to - from);
    }

    /** Round values on the axis, about as many as asked for. */
    List<Double> ticks(int about) {
        double raw = (high - low) / about;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = 10 * power;
        for (double nice : new double[] {1, 2, 5}) {
            if (nice * power >= raw * 0.999) {
                step = nice * power;
                break;
            }
        }
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }
}

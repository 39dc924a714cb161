package io.moderato.standalone;

import java.util.List;

/** The figure that counts where several were measured. */
final class Median {
    private Median() {}

    /** The middle one of the figures, or the larger one of two in the middle. There is at least one figure. */
    static double of(List<Double> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }
}

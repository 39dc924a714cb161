package io.moderato.model.evaluate;

import io.moderato.decision.Category;
import java.util.List;

/**
 * Points of a curve for a plot, few enough to store.
 *
 * @param x recall for {@link Kind#PRECISION_RECALL}, false-positive rate for {@link Kind#ROC}, rising
 * @param y precision for {@link Kind#PRECISION_RECALL}, recall for {@link Kind#ROC}
 */
public record Curve(Kind kind, Category category, List<Double> x, List<Double> y) {
    /** What the axes are. */
    public enum Kind {
        /** Recall against false-positive rate. */
        ROC,
        /** Precision against recall. */
        PRECISION_RECALL
    }

    /** Copies the points. */
    public Curve {
        x = List.copyOf(x);
        y = List.copyOf(y);
        if (x.size() != y.size()) {
            throw new IllegalArgumentException("%d x for %d y".formatted(x.size(), y.size()));
        }
    }
}

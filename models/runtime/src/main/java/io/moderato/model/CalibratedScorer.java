package io.moderato.model;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import java.util.Arrays;
import java.util.List;

/** A scorer that tells its logits and how they become scores. Thread-safe. */
public interface CalibratedScorer extends Scorer {
    /** The logits of each text before calibration, in the order of {@link Outputs#categories()}. */
    double[][] logits(List<String> texts);

    /** What turns the logits into scores and decisions. */
    Outputs outputs();

    /** The size of its file. */
    long bytes();

    @Override
    default List<Scores> score(List<String> texts) {
        return Arrays.stream(logits(texts)).map(outputs()::scores).toList();
    }

    /** The categories that it scores. */
    default List<Category> categories() {
        return outputs().categories();
    }
}

package io.moderato.model;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import java.util.Arrays;
import java.util.List;

/** A scorer that also gives its logits and the rules by which they become scores. Thread-safe. */
public interface CalibratedScorer extends Scorer {
    /** The logits of each text before calibration, in the order of {@link Outputs#categories()}. */
    double[][] logits(List<String> texts);

    /** The rules that turn the logits into scores and decisions. */
    Outputs outputs();

    /** The size of the model's file. */
    long bytes();

    @Override
    default List<Scores> score(List<String> texts) {
        return Arrays.stream(logits(texts)).map(outputs()::scores).toList();
    }

    /** The categories that the model scores. */
    default List<Category> categories() {
        return outputs().categories();
    }
}

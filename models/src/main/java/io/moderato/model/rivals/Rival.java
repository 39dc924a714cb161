package io.moderato.model.rivals;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.Scorer;
import java.util.List;

/** A calibrated model of one of the classical kinds. Thread-safe. */
public interface Rival extends Scorer {
    /** The logits of each text before calibration, in the order of {@link Outputs#categories()}. */
    double[][] logits(List<String> texts);

    /** What turns the logits into scores and decisions. */
    Outputs outputs();

    /** The size of its file. */
    long bytes();

    @Override
    default List<Scores> score(List<String> texts) {
        return java.util.Arrays.stream(logits(texts)).map(outputs()::scores).toList();
    }

    /** The categories that it scores. */
    default List<Category> categories() {
        return outputs().categories();
    }
}

package io.moderato.model;

import io.moderato.decision.Scores;
import java.util.List;

/** A model of any kind that scores texts, so that different models can be measured side by side. Thread-safe. */
public interface Scorer {
    /** The model's name in tables. */
    String name();

    /** The calibrated scores of each text, in order; a category that the model does not know is absent. */
    List<Scores> score(List<String> texts);
}

package io.moderato.model;

import io.moderato.decision.Scores;
import java.util.List;

/** A model that scores texts, whatever it is made of, so that models can be measured side by side. Thread-safe. */
public interface Scorer {
    /** What a table calls it. */
    String name();

    /** The calibrated scores of each text, in order; a category that the model does not know is absent. */
    List<Scores> score(List<String> texts);
}

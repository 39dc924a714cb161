package io.moderato.model.train;

import java.util.Arrays;
import java.util.List;

/** The examples that a classifier learns from. */
public interface Examples {
    /** Every example in its original spelling. */
    List<Example> plain();

    /** Those examples in the spelling of that epoch. The same epoch gives the same spelling. */
    List<Example> of(int[] rows, int epoch);

    /** Examples that are read the same way in every epoch. */
    static Examples fixed(List<Example> examples) {
        return new Examples() {
            @Override
            public List<Example> plain() {
                return examples;
            }

            @Override
            public List<Example> of(int[] rows, int epoch) {
                return Arrays.stream(rows).mapToObj(examples::get).toList();
            }
        };
    }
}

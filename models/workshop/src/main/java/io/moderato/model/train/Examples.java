package io.moderato.model.train;

import java.util.Arrays;
import java.util.List;

/** What a classifier learns from. */
public interface Examples {
    /** Every example as its source wrote it. */
    List<Example> plain();

    /** Those examples as they are read in that epoch, which may be other spellings of them; the same for the same epoch. */
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

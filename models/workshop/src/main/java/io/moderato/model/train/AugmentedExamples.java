package io.moderato.model.train;

import io.moderato.model.augment.Augmentation;
import io.moderato.model.data.LabelledText;
import io.moderato.model.data.SourcePriors;
import io.moderato.model.serving.TextTokenizer;
import java.util.ArrayList;
import java.util.List;

/** Labelled texts with new spellings in every epoch, so that a model learns to read through tricks and slips. */
public final class AugmentedExamples implements Examples {
    private final List<LabelledText> rows;
    private final TrainingTargets targets;
    private final TextTokenizer tokenizer;
    private final SourcePriors priors;
    private final Augmentation augmentation;
    private final long seed;
    private final List<Example> plain;

    public AugmentedExamples(
            List<LabelledText> rows,
            TrainingTargets targets,
            TextTokenizer tokenizer,
            SourcePriors priors,
            Augmentation augmentation,
            long seed) {
        this.rows = rows;
        this.targets = targets;
        this.tokenizer = tokenizer;
        this.priors = priors;
        this.augmentation = augmentation;
        this.seed = seed;
        this.plain = Example.of(rows, targets, priors, tokenizer);
    }

    @Override
    public List<Example> plain() {
        return plain;
    }

    @Override
    public List<Example> of(int[] indices, int epoch) {
        List<Example> examples = new ArrayList<>(indices.length);
        List<LabelledText> respelled = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int index : indices) {
            LabelledText row = rows.get(index);
            String text = Example.beginning(row);
            String shown = augmentation.apply(text, seed, epoch, index);
            if (!shown.equals(text)) {
                respelled.add(new LabelledText(row.set(), shown, row.labels(), row.aspects()));
                places.add(examples.size());
            }
            examples.add(plain.get(index));
        }
        List<Example> others = Example.of(respelled, targets, priors, tokenizer);
        for (int i = 0; i < others.size(); i++) {
            examples.set(places.get(i), others.get(i));
        }
        return examples;
    }
}

package io.moderato.model.train;

import io.moderato.decision.Category;
import io.moderato.model.data.LabelledText;
import io.moderato.model.data.SourcePriors;
import io.moderato.model.serving.TextTokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * A text in the form for a training step.
 *
 * @param set the data set that the text comes from
 * @param tokens token ids from [CLS] to [SEP]
 * @param targets the target for each output of the head, in [0, 1]
 * @param weights the weight for each output; 0 if the source has no label, so that the unknown teaches nothing
 * @param priors for each output, the number that {@link SourcePriors} adds to its logit in training
 */
@SuppressWarnings("ArrayRecordComponent")
public record Example(String set, long[] tokens, float[] targets, float[] weights, float[] priors) {
    private static final int CHUNK = 4096;

    /**
     * The examples of labelled texts. Of a long harmful text, the first window is used, because raters look there first. Of a long harmless
     * text, any window is used, because all are harmless.
     */
    public static List<Example> of(
            List<LabelledText> rows, TrainingTargets outputs, SourcePriors priors, TextTokenizer tokenizer) {
        List<Example> examples = new ArrayList<>(rows.size());
        for (int start = 0; start < rows.size(); start += CHUNK) {
            List<LabelledText> chunk = rows.subList(start, Math.min(rows.size(), start + CHUNK));
            List<List<long[]>> windows =
                    tokenizer.windows(chunk.stream().map(Example::beginning).toList());
            for (int i = 0; i < chunk.size(); i++) {
                LabelledText row = chunk.get(i);
                int choice = row.harmless()
                        ? Math.floorMod(row.text().hashCode(), windows.get(i).size())
                        : 0;
                examples.add(of(row, outputs, priors, windows.get(i).get(choice)));
            }
        }
        return examples;
    }

    private static Example of(LabelledText row, TrainingTargets outputs, SourcePriors priors, long[] tokens) {
        List<Category> categories = outputs.categories();
        float[] targets = new float[outputs.size()];
        float[] weights = new float[outputs.size()];
        float[] added = new float[outputs.size()];
        for (int i = 0; i < outputs.size(); i++) {
            boolean category = i < categories.size();
            LabelledText.Label label = category
                    ? row.labels().get(categories.get(i))
                    : row.aspects().get(outputs.aspects().get(i - categories.size()));
            if (label != null) {
                targets[i] = (float) label.target();
                weights[i] = (float) label.weight();
                added[i] = category ? (float) priors.of(row.set(), categories.get(i)) : 0;
            }
        }
        return new Example(row.set(), tokens, targets, weights, added);
    }

    /** The beginning of a text, which is enough for learning: long mails repeat themselves. */
    static String beginning(LabelledText row) {
        return row.text().length() > 4000 ? row.text().substring(0, 4000) : row.text();
    }
}

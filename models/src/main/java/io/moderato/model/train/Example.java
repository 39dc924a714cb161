package io.moderato.model.train;

import io.moderato.decision.Category;
import io.moderato.model.data.LabelledText;
import io.moderato.model.data.SourcePriors;
import io.moderato.model.serving.TextTokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * A text as a training step reads it.
 *
 * @param set the data set it comes from
 * @param tokens token ids from [CLS] to [SEP]
 * @param targets for each output of the head, in [0, 1]
 * @param weights for each output; 0 where the source said nothing, so that the unknown teaches nothing
 * @param priors for each output what {@link SourcePriors} adds to its logit while it is trained
 */
@SuppressWarnings("ArrayRecordComponent")
public record Example(String set, long[] tokens, float[] targets, float[] weights, float[] priors) {
    private static final int CHUNK = 4096;

    /**
     * The examples of labelled texts. Of a long text a harmful one shows its first window, where raters look first; a harmless one
     * shows any of them, since all are harmless.
     */
    public static List<Example> of(
            List<LabelledText> rows, List<Category> categories, SourcePriors priors, TextTokenizer tokenizer) {
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
                examples.add(of(row, categories, priors, windows.get(i).get(choice)));
            }
        }
        return examples;
    }

    private static Example of(
            LabelledText row, List<Category> categories, SourcePriors priors, long[] tokens) {
        float[] targets = new float[categories.size()];
        float[] weights = new float[categories.size()];
        float[] added = new float[categories.size()];
        for (int i = 0; i < targets.length; i++) {
            LabelledText.Label label = row.labels().get(categories.get(i));
            if (label != null) {
                targets[i] = (float) label.target();
                weights[i] = (float) label.weight();
                added[i] = (float) priors.of(row.set(), categories.get(i));
            }
        }
        return new Example(row.set(), tokens, targets, weights, added);
    }

    /** A long mail repeats itself; its beginning is enough to learn from. */
    static String beginning(LabelledText row) {
        return row.text().length() > 4000 ? row.text().substring(0, 4000) : row.text();
    }
}

package io.moderato.model.export;

import io.moderato.model.data.LabelledText;
import io.moderato.model.functional.FunctionalSentences;
import io.moderato.model.serving.TextTokenizer;
import java.util.ArrayList;
import java.util.List;

/** Token windows of sentences of all kinds, short ones and full ones, to see how large the values inside a model become. */
public final class SampleWindows {
    /** A large model on one slow core takes a tenth of a second for each. */
    private static final int OF_EACH_FUNCTION = 1;

    /** Sentences that make a long text; most models read it in one window. */
    private static final int TOGETHER = 12;

    private SampleWindows() {}

    /** The windows of the project's own functional sentences, one by one and several as one text: the same in every run. */
    public static List<long[]> of(TextTokenizer tokenizer) {
        List<String> texts = new ArrayList<>(FunctionalSentences.toSteerBy(OF_EACH_FUNCTION).stream()
                .map(LabelledText::text)
                .toList());
        int sentences = texts.size();
        for (int start = 0; start < sentences; start += TOGETHER) {
            texts.add(String.join(" ", texts.subList(start, Math.min(sentences, start + TOGETHER))));
        }
        return tokenizer.windows(texts).stream().flatMap(List::stream).toList();
    }
}

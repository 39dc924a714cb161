package io.moderato.model.export;

import io.moderato.model.data.LabelledText;
import io.moderato.model.functional.FunctionalSentences;
import io.moderato.model.serving.TextTokenizer;
import java.util.ArrayList;
import java.util.List;

/** Token windows of sentences of all kinds, short and full, by which we measure how large the values inside a model become. */
public final class SampleWindows {
    /** The number of sentences of each function. A large model on one slow core takes a tenth of a second for each sentence. */
    private static final int OF_EACH_FUNCTION = 1;

    /** The number of sentences in a long text. Most models read such a text in one window. */
    private static final int TOGETHER = 12;

    private SampleWindows() {}

    /** The windows of the project's own functional sentences, each alone and several as one text. They are the same in every run. */
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

package io.moderato.language;

import io.moderato.language.WordTally.Word;
import io.moderato.text.NormalizedText;
import java.util.ArrayList;
import java.util.List;

/** Finds words of the model's languages that stand together in a sentence of another one. */
final class ReadableRuns {
    /** The least sum of the weights in a run: a phrase reaches it, a name or a borrowed word does not. */
    private static final int ENOUGH = 8;
    /** A run ends where the words after it weigh this much against it. */
    private static final int DROP = 6;

    private ReadableRuns() {}

    /**
     * The runs, in order; one pass.
     *
     * @param words of the text in a normal form
     * @param base the place in the text as posted where the source of that form begins
     */
    static List<Span> of(List<Word> words, NormalizedText form, int base) {
        List<Span> runs = new ArrayList<>();
        int first = 0;
        int last = 0;
        int sum = 0;
        int best = 0;
        for (int i = 0; i <= words.size(); i++) {
            boolean end = i == words.size();
            int next = end ? 0 : sum + words.get(i).weight();
            if (end || next <= 0 || next <= best - DROP) {
                if (best >= ENOUGH) {
                    Span run = withNeutral(words, first, last);
                    // "week-end" is one word
                    if (run.of(form.text()).contains(" ")) {
                        runs.add(new Span(
                                base + form.originalStart(run.start()), base + form.originalEnd(run.end() - 1)));
                    }
                }
                first = i + 1;
                sum = 0;
                best = 0;
                continue;
            }
            sum = next;
            if (sum >= best) {
                best = sum;
                last = i;
            }
        }
        return runs;
    }

    /** The run together with neighbouring words that could belong to it: "I will" before "kill you". */
    private static Span withNeutral(List<Word> words, int first, int last) {
        int from = first;
        while (from > 0 && words.get(from - 1).weight() == 0) {
            from--;
        }
        int to = last;
        while (to + 1 < words.size() && words.get(to + 1).weight() == 0) {
            to++;
        }
        return new Span(words.get(from).start(), words.get(to).end());
    }
}

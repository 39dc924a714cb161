package io.moderato.language;

import java.util.ArrayList;
import java.util.List;

/** Finds words of the model's languages that stand together in a sentence of another one. */
final class ReadableRuns {
    /** What the weights of a run must add up to: a phrase does, a name or a borrowed word does not. */
    private static final int ENOUGH = 5;
    /** A run ends where the words after it weigh this much against it. */
    private static final int DROP = 3;

    private ReadableRuns() {}

    /** The runs, in order; one pass. */
    static List<Span> of(List<WordTally.Word> words) {
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
                    runs.add(new Span(words.get(first).start(), words.get(last).end()));
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
}

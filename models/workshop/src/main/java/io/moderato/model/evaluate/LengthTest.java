package io.moderato.model.evaluate;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.data.LabelledText;
import io.moderato.model.scorecard.Behaviour.LengthAuc;
import io.moderato.model.scorecard.Rounded;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Measures how well toxicity is ranked in texts of different lengths. */
final class LengthTest {
    /** The fewest characters of each class: about a message, a comment, a long comment, an article. */
    private static final int[] FROM = {0, 150, 500, 1500};

    private static final int FEWEST = 10;

    private LengthTest() {}

    /** For each class of lengths, the mean ROC AUC over the sets that have ten toxic and ten other texts in every class. */
    static List<LengthAuc> measure(List<LabelledText> rows, List<Scores> scores, Set<String> sets) {
        List<String> everywhere = sets.stream()
                .sorted()
                .filter(set ->
                        IntStream.range(0, FROM.length).allMatch(length -> enough(known(rows, scores, set, length))))
                .toList();
        List<LengthAuc> aucs = new ArrayList<>();
        for (int length = 0; length < FROM.length && !everywhere.isEmpty(); length++) {
            double sum = 0;
            int n = 0;
            int positives = 0;
            for (String set : everywhere) {
                LabelledScores known = known(rows, scores, set, length);
                sum += Ranking.auc(known.scores(), known.positive());
                n += known.n();
                positives += (int) known.positives();
            }
            aucs.add(new LengthAuc(FROM[length], everywhere, n, positives, Rounded.to4(sum / everywhere.size())));
        }
        return aucs;
    }

    private static boolean enough(LabelledScores known) {
        return Math.min(known.positives(), known.n() - known.positives()) >= FEWEST;
    }

    private static LabelledScores known(List<LabelledText> rows, List<Scores> scores, String set, int length) {
        int to = length + 1 < FROM.length ? FROM[length + 1] : Integer.MAX_VALUE;
        return LabelledScores.of(
                rows,
                scores,
                Category.TOXICITY,
                row -> row.set().equals(set)
                        && row.text().length() >= FROM[length]
                        && row.text().length() < to);
    }
}

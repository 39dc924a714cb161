package io.moderato.model.evaluate;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.data.LabelledText;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The scores and the labels of one category, for the rows that have both. So an unknown score or label counts neither as right nor as
 * wrong.
 *
 * @param rows the indices of these rows
 * @param targets the labels, in [0, 1]
 * @param positive whether each row counts as positive
 */
@SuppressWarnings("ArrayRecordComponent")
record LabelledScores(int[] rows, double[] scores, double[] targets, double[] weights, boolean[] positive) {

    static LabelledScores of(
            List<LabelledText> rows, List<Scores> scores, Category category, Predicate<LabelledText> wanted) {
        int[] known = IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).labels().containsKey(category)
                        && scores.get(i).of(category).isPresent()
                        && wanted.test(rows.get(i)))
                .toArray();
        double[] of = new double[known.length];
        double[] targets = new double[known.length];
        double[] weights = new double[known.length];
        boolean[] positive = new boolean[known.length];
        for (int i = 0; i < known.length; i++) {
            LabelledText.Label label = rows.get(known[i]).labels().get(category);
            if (label == null) {
                throw new IllegalStateException("A label vanished");
            }
            of[i] = scores.get(known[i]).of(category).orElseThrow();
            targets[i] = label.target();
            weights[i] = label.weight();
            positive[i] = label.positive();
        }
        return new LabelledScores(known, of, targets, weights, positive);
    }

    int n() {
        return scores.length;
    }

    long positives() {
        return IntStream.range(0, positive.length).filter(i -> positive[i]).count();
    }

    boolean hasBoth() {
        long positives = positives();
        return positives > 0 && positives < n();
    }

    /** The scores at those places of this list. */
    LabelledScores at(int[] places) {
        boolean[] positives = new boolean[places.length];
        for (int i = 0; i < places.length; i++) {
            positives[i] = positive[places[i]];
        }
        return new LabelledScores(
                IntStream.of(places).map(i -> rows[i]).toArray(),
                IntStream.of(places).mapToDouble(i -> scores[i]).toArray(),
                IntStream.of(places).mapToDouble(i -> targets[i]).toArray(),
                IntStream.of(places).mapToDouble(i -> weights[i]).toArray(),
                positives);
    }
}

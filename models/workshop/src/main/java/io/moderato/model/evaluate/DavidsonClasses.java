package io.moderato.model.evaluate;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.data.LabelledText;
import io.moderato.model.scorecard.Rounded;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The three classes of Davidson et al. 2017, made from two scores: hate from a threshold of identity attack on, otherwise offensive from a
 * threshold of toxicity on, otherwise neither. The raters' class is the class with most votes.
 */
final class DavidsonClasses {
    private static final int CLASSES = 3;
    private static final int HATE = 0;
    private static final int OFFENSIVE = 1;
    private static final int NEITHER = 2;
    /** The number of thresholds that are tried for each of the two scores. */
    private static final int TRIED = 60;

    private final double[] toxicity;
    private final double[] identity;
    private final int[] truth;

    /** @param set the set with these classes */
    DavidsonClasses(List<LabelledText> rows, List<Scores> scores, String set) {
        int[] known = IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).set().equals(set)
                        && rows.get(i).labels().containsKey(Category.TOXICITY)
                        && rows.get(i).labels().containsKey(Category.IDENTITY_ATTACK)
                        && scores.get(i).of(Category.TOXICITY).isPresent()
                        && scores.get(i).of(Category.IDENTITY_ATTACK).isPresent())
                .toArray();
        toxicity = IntStream.of(known)
                .mapToDouble(i -> scores.get(i).of(Category.TOXICITY).orElseThrow())
                .toArray();
        identity = IntStream.of(known)
                .mapToDouble(i -> scores.get(i).of(Category.IDENTITY_ATTACK).orElseThrow())
                .toArray();
        truth = IntStream.of(known).map(i -> truth(rows.get(i))).toArray();
    }

    /** The number of rows of the set that have all needed labels and scores. */
    int n() {
        return truth.length;
    }

    private static int truth(LabelledText row) {
        double toxic = target(row, Category.TOXICITY);
        double hate = target(row, Category.IDENTITY_ATTACK);
        double offensive = toxic - hate;
        double neither = 1 - toxic;
        return hate >= offensive && hate >= neither ? HATE : offensive >= neither ? OFFENSIVE : NEITHER;
    }

    private static double target(LabelledText row, Category category) {
        LabelledText.Label label = row.labels().get(category);
        return label == null ? 0 : label.target();
    }

    /** The mean F1 over both halves of the rows, each with the thresholds that suit the other half best; null if a class has no rows. */
    @Nullable
    Double macroF1() {
        int[] even = IntStream.range(0, truth.length).filter(i -> i % 2 == 0).toArray();
        int[] odd = IntStream.range(0, truth.length).filter(i -> i % 2 == 1).toArray();
        long[][] confusion = new long[CLASSES][CLASSES];
        for (List<int[]> halves : List.of(List.of(even, odd), List.of(odd, even))) {
            double[] thresholds = best(halves.getFirst());
            count(halves.getLast(), thresholds[0], thresholds[1], confusion);
        }
        for (long[] ofClass : confusion) {
            if (ofClass[0] + ofClass[1] + ofClass[2] == 0) {
                return null;
            }
        }
        return Rounded.to4(macroF1(confusion));
    }

    private double[] best(int[] half) {
        double best = -1;
        double[] thresholds = {0.5, 0.5};
        for (double ofToxicity : tried(half, toxicity)) {
            for (double ofIdentity : tried(half, identity)) {
                long[][] confusion = new long[CLASSES][CLASSES];
                count(half, ofToxicity, ofIdentity, confusion);
                double f1 = macroF1(confusion);
                if (f1 > best) {
                    best = f1;
                    thresholds = new double[] {ofToxicity, ofIdentity};
                }
            }
        }
        return thresholds;
    }

    private static List<Double> tried(int[] half, double[] scores) {
        double[] sorted =
                IntStream.of(half).mapToDouble(i -> scores[i]).sorted().toArray();
        List<Double> tried = new ArrayList<>();
        for (int i = 0; i < TRIED && sorted.length > 0; i++) {
            tried.add(sorted[(int) ((i + 0.5) / TRIED * sorted.length)]);
        }
        return tried;
    }

    private void count(int[] rows, double ofToxicity, double ofIdentity, long[][] confusion) {
        for (int i : rows) {
            int called = identity[i] >= ofIdentity ? HATE : toxicity[i] >= ofToxicity ? OFFENSIVE : NEITHER;
            confusion[truth[i]][called]++;
        }
    }

    private static double macroF1(long[][] confusion) {
        double sum = 0;
        for (int one = 0; one < CLASSES; one++) {
            long called = 0;
            long are = 0;
            for (int other = 0; other < CLASSES; other++) {
                called += confusion[other][one];
                are += confusion[one][other];
            }
            sum += called + are == 0 ? 0 : 2.0 * confusion[one][one] / (called + are);
        }
        return sum / CLASSES;
    }
}

package io.moderato.model.evaluate;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.data.LabelledText;
import io.moderato.model.scorecard.Behaviour.FunctionAccuracy;
import io.moderato.model.scorecard.Behaviour.GroupRate;
import io.moderato.model.scorecard.Behaviour.ObfuscationAccuracy;
import io.moderato.model.scorecard.Headline;
import io.moderato.model.scorecard.Rounded;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Computes the figures that are compared first. */
final class Headlines {
    private static final List<Category> JIGSAW = List.of(
            Category.TOXICITY,
            Category.SEVERE_TOXICITY,
            Category.OBSCENE,
            Category.THREAT,
            Category.INSULT,
            Category.IDENTITY_ATTACK);

    private static final int FOLDS = 10;

    private Headlines() {}

    static Headline of(
            List<LabelledText> rows,
            List<Scores> scores,
            FunctionTest.Result functional,
            List<GroupRate> groups,
            List<ObfuscationAccuracy> obfuscations) {
        Double plain = obfuscations.isEmpty() ? null : obfuscations.getFirst().accuracy();
        Double worst = obfuscations.size() < 2 || plain == null
                ? null
                : plain
                        - obfuscations.stream()
                                .skip(1)
                                .mapToDouble(ObfuscationAccuracy::accuracy)
                                .min()
                                .orElse(0);
        return new Headline(
                jigsaw(rows, scores),
                auc(rows, scores, "hatexplain", Category.TOXICITY),
                new DavidsonClasses(rows, scores).macroF1(),
                spamF1(rows, scores),
                functional.auc(),
                functional.accuracies().isEmpty()
                        ? null
                        : Rounded.to4(functional.accuracies().stream()
                                .mapToDouble(FunctionAccuracy::accuracy)
                                .average()
                                .orElse(0)),
                RateRatio.ofPosts(groups)
                        .map(ratio -> Rounded.to4(ratio.value()))
                        .orElse(null),
                plain,
                worst == null ? null : Rounded.to4(worst));
    }

    private static @Nullable Double jigsaw(List<LabelledText> rows, List<Scores> scores) {
        List<Double> aucs = new ArrayList<>();
        for (Category category : JIGSAW) {
            Double auc = auc(rows, scores, "jigsaw_toxic", category);
            if (auc == null) {
                return null;
            }
            aucs.add(auc);
        }
        return Rounded.to4(
                aucs.stream().mapToDouble(Double::doubleValue).average().orElse(0));
    }

    private static @Nullable Double auc(List<LabelledText> rows, List<Scores> scores, String set, Category category) {
        LabelledScores known =
                LabelledScores.of(rows, scores, category, row -> row.set().equals(set));
        return known.hasBoth() ? Rounded.to4(Ranking.auc(known.scores(), known.positive())) : null;
    }

    /** F1 over all rows, each tenth with the threshold that suits the other nine. */
    private static @Nullable Double spamF1(List<LabelledText> rows, List<Scores> scores) {
        LabelledScores known =
                LabelledScores.of(rows, scores, Category.SPAM, row -> row.set().equals("sms_spam"));
        long called = 0;
        long hits = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            int measured = fold;
            LabelledScores chosenOn = known.at(IntStream.range(0, known.n())
                    .filter(i -> i % FOLDS != measured)
                    .toArray());
            if (!chosenOn.hasBoth()) {
                return null;
            }
            double threshold = Ranking.bestF1Threshold(chosenOn.scores(), chosenOn.positive());
            for (int i = fold; i < known.n(); i += FOLDS) {
                boolean call = known.scores()[i] >= threshold;
                called += call ? 1 : 0;
                hits += call && known.positive()[i] ? 1 : 0;
            }
        }
        return Rounded.to4(2.0 * hits / (called + known.positives()));
    }
}

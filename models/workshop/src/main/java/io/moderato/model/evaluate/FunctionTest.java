package io.moderato.model.evaluate;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.ModerationSettings.Limit;
import io.moderato.model.data.DataFolder.Split;
import io.moderato.model.data.LabelledText;
import io.moderato.model.functional.FunctionalSentence;
import io.moderato.model.functional.FunctionalSentences;
import io.moderato.model.scorecard.Behaviour.FunctionAccuracy;
import io.moderato.model.scorecard.Behaviour.GroupRate;
import io.moderato.model.scorecard.Behaviour.Mistake;
import io.moderato.model.scorecard.Behaviour.Source;
import io.moderato.model.scorecard.Rate;
import io.moderato.model.scorecard.Rounded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Measures models on sentences that each test one ability. Training never saw the templates of these sentences. */
final class FunctionTest {
    private final List<FunctionalSentence> sentences;

    /**
     * The result of a measurement.
     *
     * @param mistakes the functions and categories with at least one sentence that was wrongly rejected
     * @param groups the false positives on the harmless sentences, by group
     * @param auc the ROC AUC of toxicity over all sentences; absent if the model does not know toxicity
     * @param n the number of sentences in the ROC AUC
     */
    record Result(
            List<FunctionAccuracy> accuracies,
            List<Mistake> mistakes,
            List<GroupRate> groups,
            @Nullable Double auc,
            long n) {}

    private FunctionTest(List<FunctionalSentence> sentences) {
        this.sentences = sentences;
    }

    static FunctionTest of(long seed, int perFunction) {
        return new FunctionTest(FunctionalSentences.generate(Split.VALIDATION, seed, perFunction));
    }

    Result measure(Function<List<String>, List<Scores>> scorer, Thresholds thresholds, Map<Category, Limit> limits) {
        List<LabelledText> rows =
                sentences.stream().map(FunctionalSentence::row).toList();
        List<Scores> scores = scorer.apply(rows.stream().map(LabelledText::text).toList());
        Map<String, List<Integer>> byFunction = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            byFunction
                    .computeIfAbsent(sentences.get(i).function(), name -> new ArrayList<>())
                    .add(i);
        }
        List<FunctionAccuracy> accuracies = new ArrayList<>();
        byFunction.forEach((function, of) -> {
            FunctionalSentence first = sentences.get(of.getFirst());
            Category category = first.tested();
            if (thresholds.byCategory().containsKey(category)) {
                long right = of.stream()
                        .filter(i -> thresholds.reached(scores.get(i), category) == first.harmful())
                        .count();
                accuracies.add(new FunctionAccuracy(
                        function, category, first.harmful(), of.size(), Rounded.to4(right / (double) of.size())));
            }
        });
        int[] harmless = IntStream.range(0, rows.size())
                .filter(i -> !sentences.get(i).harmful() && rows.get(i).harmless())
                .toArray();
        List<GroupRate> groups = GroupTest.measure(
                Source.FUNCTIONAL,
                IntStream.of(harmless)
                        .mapToObj(i -> sentences.get(i).group().map(Set::of).orElse(Set.of()))
                        .toList(),
                IntStream.of(harmless).mapToObj(scores::get).toList(),
                limits);
        LabelledScores toxicity = LabelledScores.of(rows, scores, Category.TOXICITY, row -> true);
        return new Result(
                accuracies,
                mistakes(byFunction, scores, limits),
                groups,
                toxicity.hasBoth() ? Rounded.to4(Ranking.auc(toxicity.scores(), toxicity.positive())) : null,
                toxicity.n());
    }

    private List<Mistake> mistakes(
            Map<String, List<Integer>> byFunction, List<Scores> scores, Map<Category, Limit> limits) {
        List<Mistake> mistakes = new ArrayList<>();
        byFunction.forEach((function, of) -> limits.forEach((category, limit) -> {
            // all sentences of a function carry the same labels
            if (!sentences.get(of.getFirst()).row().isNot(category)) {
                return;
            }
            long rejected = of.stream()
                    .filter(i -> Reached.rejection(scores.get(i), Map.of(category, limit)))
                    .count();
            if (rejected > 0) {
                mistakes.add(new Mistake(function, category, Rate.of(rejected, of.size())));
            }
        }));
        mistakes.sort(Comparator.comparingDouble((Mistake one) -> one.rejected().share())
                .reversed()
                .thenComparing(Mistake::function)
                .thenComparing(Mistake::category));
        return mistakes;
    }
}

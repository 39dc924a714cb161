package io.moderato.model.evaluate;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.ModerationSettings.Limit;
import io.moderato.model.functional.OtherLanguages;
import io.moderato.model.functional.OtherLanguages.ForeignSentence;
import io.moderato.model.scorecard.Behaviour.LanguageRate;
import io.moderato.model.scorecard.Rate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Measures a model's decisions in languages that it did not learn. */
final class LanguageTest {
    private final List<ForeignSentence> sentences = OtherLanguages.sentences();

    /** Scores the sentences. A sentence counts as held back if it reaches the limit for review. */
    List<LanguageRate> measure(Function<List<String>, List<Scores>> scorer, Map<Category, Limit> limits) {
        List<Scores> scores =
                scorer.apply(sentences.stream().map(ForeignSentence::text).toList());
        Map<String, int[]> counts = new LinkedHashMap<>();
        for (int i = 0; i < sentences.size(); i++) {
            int[] of = counts.computeIfAbsent(sentences.get(i).language(), language -> new int[4]);
            int kind = sentences.get(i).harmful() ? 0 : 2;
            of[kind]++;
            of[kind + 1] += Reached.review(scores.get(i), limits) ? 1 : 0;
        }
        List<LanguageRate> rates = new ArrayList<>();
        counts.forEach(
                (language, of) -> rates.add(new LanguageRate(language, Rate.of(of[1], of[0]), Rate.of(of[3], of[2]))));
        return rates;
    }
}

package io.moderato.model.evaluate;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.Scorer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Scores toxicity by the worst word that it knows, as written. */
record FixedScorer(Map<String, Double> words) implements Scorer {
    @Override
    public String name() {
        return "fixed <words>";
    }

    @Override
    public List<Scores> score(List<String> texts) {
        return texts.stream()
                .map(text -> new Scores(Map.of(
                        Category.TOXICITY,
                        words.entrySet().stream()
                                .filter(word -> text.toLowerCase(Locale.ROOT).contains(word.getKey()))
                                .mapToDouble(Map.Entry::getValue)
                                .max()
                                .orElse(0.01))))
                .toList();
    }
}

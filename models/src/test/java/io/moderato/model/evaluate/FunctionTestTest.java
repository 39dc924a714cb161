package io.moderato.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.ModerationSettings.Limit;
import io.moderato.model.data.DataFolder.Split;
import io.moderato.model.evaluate.Behaviour.Mistake;
import io.moderato.model.functional.FunctionalSentence;
import io.moderato.model.functional.FunctionalSentences;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FunctionTestTest {
    @Test
    void asksForWhatAFunctionDoesMost() {
        Map<String, FunctionalSentence> one = FunctionalSentences.generate(Split.VALIDATION, 1, 1).stream()
                .collect(Collectors.toMap(FunctionalSentence::function, Function.identity(), (a, b) -> a));

        assertThat(FunctionTest.tested(one.get("threat_direct"))).isEqualTo(Category.TOXICITY);
        assertThat(FunctionTest.tested(one.get("sexual_harassment"))).isEqualTo(Category.TOXICITY);
        assertThat(FunctionTest.tested(one.get("sexual_explicit"))).isEqualTo(Category.SEXUAL);
        assertThat(FunctionTest.tested(one.get("sexual_advances"))).isEqualTo(Category.SEXUAL);
        assertThat(FunctionTest.tested(one.get("spam_adult"))).isEqualTo(Category.SPAM);
        assertThat(FunctionTest.tested(one.get("self_harm_wish"))).isEqualTo(Category.SELF_HARM);
        assertThat(FunctionTest.tested(one.get("pii_disclosed"))).isEqualTo(Category.PII);
        assertThat(FunctionTest.tested(one.get("plain_admiration"))).isEqualTo(Category.TOXICITY);
    }

    @Test
    void countsWhatIsRejectedForWhatItIsNot() {
        List<FunctionalSentence> sentences = FunctionalSentences.generate(Split.VALIDATION, 1, 10);
        Set<String> noSpam = sentences.stream()
                .filter(sentence -> sentence.row().isNot(Category.SPAM))
                .map(FunctionalSentence::function)
                .collect(Collectors.toSet());
        Set<String> rejected = Set.of("pii_disclosed", "threat_direct", "spam_adult");
        Set<String> texts = sentences.stream()
                .filter(sentence -> rejected.contains(sentence.function()))
                .map(sentence -> sentence.row().text())
                .collect(Collectors.toSet());
        Function<List<String>, List<Scores>> scorer = asked -> asked.stream()
                .map(text -> new Scores(Map.of(Category.SPAM, texts.contains(text) ? 0.8 : 0.7)))
                .toList();

        List<Mistake> mistakes = FunctionTest.of(1, 10)
                .measure(scorer, new Thresholds(Map.of()), Map.of(Category.SPAM, new Limit(0.8, 0.4)))
                .mistakes();

        assertThat(noSpam).contains("pii_disclosed", "threat_direct").doesNotContain("spam_adult");
        assertThat(mistakes)
                .containsExactly(
                        new Mistake("pii_disclosed", Category.SPAM, Rate.of(10, 10)),
                        new Mistake("threat_direct", Category.SPAM, Rate.of(10, 10)));
    }
}

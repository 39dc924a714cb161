package io.moderato.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.ModerationSettings.Limit;
import io.moderato.model.data.DataFolder.Split;
import io.moderato.model.functional.FunctionalSentence;
import io.moderato.model.functional.FunctionalSentences;
import io.moderato.model.scorecard.Behaviour.FunctionAccuracy;
import io.moderato.model.scorecard.Behaviour.Mistake;
import io.moderato.model.scorecard.Rate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FunctionTestTest {
    @Test
    void asksHarmlessTwinsForWhatTheyMustNotBeTakenFor() {
        Map<String, Category> tested = FunctionalSentences.generate(Split.VALIDATION, 1, 1).stream()
                .collect(Collectors.toMap(
                        FunctionalSentence::function, FunctionalSentence::tested, (first, second) -> first));

        assertThat(tested)
                .containsEntry("derogation_emotion", Category.TOXICITY)
                .containsEntry("kind_wishes_for_groups", Category.TOXICITY)
                .containsEntry("sexual_harassment", Category.SEXUAL)
                .containsEntry("plain_admiration", Category.SEXUAL)
                .containsEntry("spam_adult", Category.SPAM)
                .containsEntry("self_harm_support", Category.SELF_HARM)
                .containsEntry("consequence_after_a_complaint", Category.THREAT);
    }

    @Test
    void holdsASentenceAgainstTheThresholdOfItsCategory() {
        Function<List<String>, List<Scores>> scorer = asked -> asked.stream()
                .map(text -> new Scores(Map.of(Category.TOXICITY, 0.0, Category.SPAM, 0.9)))
                .toList();

        Map<String, Double> accuracies = FunctionTest.of(1, 5)
                .measure(scorer, new Thresholds(Map.of(Category.TOXICITY, 0.5, Category.SPAM, 0.5)), Map.of())
                .accuracies()
                .stream()
                .collect(Collectors.toMap(FunctionAccuracy::function, FunctionAccuracy::accuracy));

        assertThat(accuracies)
                .containsEntry("spam_promotion", 1.0)
                .containsEntry("harmless_announcement", 0.0)
                .containsEntry("insult_person", 0.0)
                .containsEntry("compliments", 1.0)
                .doesNotContainKey("self_harm_support");
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

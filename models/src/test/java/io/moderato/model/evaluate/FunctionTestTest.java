package io.moderato.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.decision.Category;
import io.moderato.model.data.DataFolder.Split;
import io.moderato.model.functional.FunctionalSentence;
import io.moderato.model.functional.FunctionalSentences;
import java.util.Map;
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
}

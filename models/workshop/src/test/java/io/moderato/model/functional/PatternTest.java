package io.moderato.model.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTest {
    @Test
    void standsForEveryCombinationOfItsChoices() {
        assertThat(texts("The [red|green[ and round|]|] {thing}"))
                .containsExactlyInAnyOrder(
                        "The red <thing>", "The green <thing>", "The green and round <thing>", "The  <thing>");
    }

    @Test
    void namesItsGapsWhereverTheyAre() {
        assertThat(Pattern.of("{a} [{b}|c] {d.e}").gaps()).containsExactlyInAnyOrder("a", "b", "d.e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a|b", "a]", "{a", "a}", "[a|{b]"})
    void refusesWhatIsNotClosed(String source) {
        assertThatThrownBy(() -> Pattern.of(source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(source);
    }

    private static Set<String> texts(String source) {
        Set<String> texts = new TreeSet<>();
        for (int seed = 0; seed < 200; seed++) {
            StringBuilder out = new StringBuilder();
            Pattern.of(source)
                    .write(
                            (gap, random, text) -> text.append('<').append(gap).append('>'),
                            new SplittableRandom(seed),
                            out);
            texts.add(out.toString());
        }
        return texts;
    }
}

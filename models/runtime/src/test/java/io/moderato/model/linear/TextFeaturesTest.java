package io.moderato.model.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TextFeaturesTest {
    private final TextFeatures reader = new TextFeatures();

    @Test
    void aFeatureCountsOnceForAText() {
        int[] features = reader.of("ha ha ha ha");

        assertThat(features).doesNotHaveDuplicates();
        assertThat(features).hasSameSizeAs(reader.of("ha ha ha"));
    }

    @Test
    void aDisguisedWordIsAlsoTheWordItStandsFor() {
        Set<Integer> disguised = set("you 1d1ot");

        // " i", " id", … "ot ", the word, its pair with the one before and with the end
        assertThat(disguised).containsAll(set("you idiot"));
        assertThat(disguised).hasSizeGreaterThan(set("you idiot").size());
    }

    @Test
    void neighboursMakePairs() {
        assertThat(set("bad dog")).isNotEqualTo(set("dog bad"));
    }

    @Test
    void keepsNothingFromTheTextBefore() {
        int[] expected = reader.of("short text");
        String random = new Random(1)
                .ints(60_000, 'a', 'z' + 1)
                .mapToObj(c -> (c == 'e' ? " " : "") + (char) c)
                .collect(Collectors.joining());

        assertThat(reader.of(random)).hasSizeGreaterThan(40_000).doesNotHaveDuplicates();
        assertThat(reader.of("short text")).isEqualTo(expected);
        assertThat(reader.of(random)).isEqualTo(new TextFeatures().of(random));
    }

    @Test
    void anEmptyTextHasNothingToSay() {
        assertThat(reader.of("  ")).hasSize(1).isEqualTo(reader.of(""));
    }

    private Set<Integer> set(String text) {
        return Arrays.stream(reader.of(text)).boxed().collect(Collectors.toSet());
    }
}

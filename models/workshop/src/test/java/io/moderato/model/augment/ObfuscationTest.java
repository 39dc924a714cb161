package io.moderato.model.augment;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.text.NormalizedText;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObfuscationTest {
    private static final String TEXT = "Nobody believes a dishonest gardener who steals tomatoes";

    @ParameterizedTest
    @EnumSource(Obfuscation.class)
    void givesTheSameTextForTheSameSeedAndAnotherForAnother(Obfuscation obfuscation) {
        String once = obfuscation.apply(TEXT, new SplittableRandom(7));
        assertThat(obfuscation.apply(TEXT, new SplittableRandom(7))).isEqualTo(once);
        assertThat(new SplittableRandom(7)
                        .longs(20)
                        .mapToObj(seed -> obfuscation.apply(TEXT, new SplittableRandom(seed)))
                        .distinct()
                        .count())
                .isGreaterThan(10);
    }

    @ParameterizedTest
    @EnumSource(Obfuscation.class)
    void changesAWordThatMattersAndNoWordThatDoesNot(Obfuscation obfuscation) {
        for (int seed = 0; seed < 200; seed++) {
            String text = obfuscation.apply("You were such a pumpkin", new SplittableRandom(seed));
            assertThat(text).startsWith("You were such a ").doesNotEndWith(" pumpkin");
        }
    }

    @ParameterizedTest
    @EnumSource(Obfuscation.class)
    void leavesAddressesMentionsTagsNumbersAndEmojiAlone(Obfuscation obfuscation) {
        String untouchable =
                "https://example.org/gardener @gardener #gardener gardener@example.org 12345 🧑‍🌾🏳️‍🌈 don't";
        for (int seed = 0; seed < 200; seed++) {
            assertThat(obfuscation.apply(untouchable, new SplittableRandom(seed)))
                    .isEqualTo(untouchable);
            assertThat(obfuscation.apply("pumpkin " + untouchable, new SplittableRandom(seed)))
                    .endsWith(" " + untouchable)
                    .isNotEqualTo("pumpkin " + untouchable);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "?!", "a", "ok", "ОК, это по-русски", "🙂", "\ud83d"})
    void leavesTextWithoutLatinWordsAlone(String text) {
        for (Obfuscation obfuscation : Obfuscation.values()) {
            assertThat(obfuscation.apply(text, new SplittableRandom(1))).isEqualTo(text);
        }
    }

    @Test
    void zeroWidthCharactersAreSeenByNobody() {
        for (int seed = 0; seed < 200; seed++) {
            String text = Obfuscation.ZERO_WIDTH.apply(TEXT, new SplittableRandom(seed));
            assertThat(text).isNotEqualTo(TEXT);
            assertThat(text.replaceAll("[\\u200B\\u200C\\u200D\\u2060\\u00AD]", ""))
                    .isEqualTo(TEXT);
        }
    }

    @Test
    void spacingAndRepetitionKeepEveryLetter() {
        for (int seed = 0; seed < 200; seed++) {
            assertThat(Obfuscation.SPACING
                            .apply(TEXT, new SplittableRandom(seed))
                            .replace(" ", ""))
                    .isEqualTo(TEXT.replace(" ", ""));
            assertThat(Obfuscation.REPEATED_LETTERS
                            .apply(TEXT, new SplittableRandom(seed))
                            .replaceAll("(.)\\1+", "$1"))
                    .isEqualTo(TEXT.replaceAll("(.)\\1+", "$1"));
        }
    }

    @Test
    void mostHomoglyphsAreUndoneByTheNormaliserOrReplaceALetterByOneThatItDoesNotKnow() {
        int undone = 0;
        for (int seed = 0; seed < 300; seed++) {
            String text = Obfuscation.HOMOGLYPHS.apply("gardener", new SplittableRandom(seed));
            assertThat(text).isNotEqualTo("gardener");
            assertThat(text.codePointCount(0, text.length())).isEqualTo("gardener".length());
            undone += NormalizedText.of(text).text().equals("gardener") ? 1 : 0;
        }
        assertThat(undone).isGreaterThan(100);
    }

    @Test
    void everyLookalikeStandsForALetter() {
        for (char letter = 'a'; letter <= 'z'; letter++) {
            StringBuilder out = new StringBuilder();
            Lookalikes.symbols(String.valueOf(letter), new SplittableRandom(letter), out);
            assertThat(NormalizedText.of(out.toString()).text()).isEqualTo(String.valueOf(letter));
        }
    }
}

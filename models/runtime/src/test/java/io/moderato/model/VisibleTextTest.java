package io.moderato.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleTextTest {
    @ParameterizedTest
    @CsvSource({
        "Hello World, Hello World",
        "id\u200Bi\u200Dot, idiot",
        "id\u00ADiot, idiot",
        "\u202Eabc\u202C, abc",
        "a\u0000b\u0007c, abc",
        "a\u3164b, ab",
        "\uD83D x, \uFFFD x",
        // characters that belong to the spelling stay
        "Ｅｘ é É, Ｅｘ é É",
        "👨‍👩‍👧 ❤️, 👨‍👩‍👧 ❤️",
        "می‌خواهم, می‌خواهم",
        "a\uFE0Fb, ab",
    })
    void removesOnlyWhatNobodySees(String text, String expected) {
        assertThat(Normalization.VISIBLE.apply(text)).isEqualTo(expected);
    }
}

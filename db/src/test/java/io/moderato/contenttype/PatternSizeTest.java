package io.moderato.contenttype;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternSizeTest {
    /** Never fewer than the program has that RE2 makes of it, but for the few that each program has. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "^[A-Z]{2}[0-9]{1,6}$",
                "(a{20}){30}",
                "(?:ab|cd*){1,40}",
                "((a{9}b?){9}c+){9}",
                "[[:alpha:](]{50}",
                "([]()]{30}){20}",
                "(\\p{Lu}{40}){10}",
                "(\\x{61}{40}){10}",
                "(\\({30}a){20}",
                "a{,5}x{2,}",
                "(a|b){0,60}(c{3,7}){50}"
            })
    void isNoSmallerThanTheProgram(String pattern) {
        assertThat(PatternSize.of(pattern) * 3 + 10)
                .isGreaterThanOrEqualTo(Pattern.compile(pattern).programSize());
    }

    @ParameterizedTest
    @ValueSource(strings = {"^[A-Z]{2}[0-9]{1,6}$", "^[a-z]{1,100}@[a-z]{1,100}$", "^(red|green|blue)$", "^.{1,500}$"})
    void isSmallForWhatPeopleWrite(String pattern) {
        assertThat(PatternSize.of(pattern)).isLessThan(700);
    }

    @ParameterizedTest
    @ValueSource(strings = {"((a{20}){20}){20}", "(a{90}){90}", "(((a{9}){9}){9}){9}"})
    void isLargeForWhatUnfolds(String pattern) {
        assertThat(PatternSize.of(pattern)).isGreaterThan(6_000);
    }
}

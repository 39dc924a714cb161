package io.moderato.rules.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternCostTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?i)free(.*money)?",
                "free(?:.*money)?",
                "free((.*)money)?",
                "free(?P<more>[^!]+money)?",
                "free( [a-z ]+ money)*",
                "free(.*money){0,3}",
                "free(.{3,}money)?",
                "free((\\w+\\s+)*money)?",
                "free|cheap.*money",
                "free.*money|free",
                "\\Q(\\Efree(\\D*money)?",
            })
    void isHighWhereAMatchReadsOnThroughManyWords(String pattern) {
        assertThat(Pattern.compile(pattern)).isNotNull();
        assertThat(PatternCost.isHigh(pattern)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "free money",
                "free.*money",
                "free.*",
                "free(.*)?",
                "free(.{0,40}money)?",
                "free(.*money)??",
                "(free|cheap) (money|pills)",
                "\\b(viagra|cheap\\s+meds)\\b",
                "(?i)\\b[a-z0-9._%+-]+@[a-z0-9-]+(\\.[a-z0-9-]+)+\\b",
                "\\b\\d{3}[- ]\\d{3,4}[- ]\\d{4}\\b",
                "\\b[A-Z]{2}\\d{2}( ?[A-Z0-9]{4}){3,7}\\b",
                "\\Q(.*x)?\\E",
                "[(.*x)?]+",
                "[]a]+|[[:alpha:]]+x",
                "\\pL+|\\p{Greek}+x|\\x{41}+|\\x41",
                "a{b|c.",
                "https?://(spam|junk)\\.example/\\S*",
            })
    void isLowOtherwise(String pattern) {
        assertThat(Pattern.compile(pattern)).isNotNull();
        assertThat(PatternCost.isHigh(pattern)).isFalse();
    }
}

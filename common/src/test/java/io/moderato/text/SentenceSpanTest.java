package io.moderato.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceSpanTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    What kind of idiot name is foo? Sorry, I like your name. | What kind of idiot name is foo?/Sorry, I like your name.
                    It costs 3.50 in the U.S. today. Fine!                   | It costs 3.50 in the U.S. today./Fine!
                    no end at all                                            | no end at all
                    😀 Hi.  Bye 😀                                           | 😀 Hi./Bye 😀
                    今日は。元気です。                                         | 今日は。/元気です。
                    """)
    void cutsWhereSentencesEnd(String text, String sentences) {
        assertThat(SentenceSpan.of(text, 100).stream().map(span -> span.in(text)))
                .containsExactly(sentences.split("/"));
    }

    @Test
    void countsInUtf16() {
        assertThat(SentenceSpan.of("😀 Hi. \n Bye.", 100))
                .containsExactly(new SentenceSpan(0, 6), new SentenceSpan(9, 13));
    }

    @Test
    void findsNoneInBlanks() {
        assertThat(SentenceSpan.of(" \n\t ", 100)).isEmpty();
    }

    @Test
    void joinsNeighboursWhereThereAreTooMany() {
        List<SentenceSpan> spans = SentenceSpan.of("Oh. ".repeat(1001), 100);

        assertThat(spans).hasSizeLessThanOrEqualTo(100).hasSizeGreaterThan(50);
        assertThat(spans.getFirst().begin()).isZero();
        assertThat(spans.getLast().end()).isEqualTo(1001 * 4 - 1);
    }
}

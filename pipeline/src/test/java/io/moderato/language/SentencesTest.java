package io.moderato.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentencesTest {
    @Test
    void endWhereTheirPunctuationIs() {
        assertThat(cut("One. Two! Three? v1.2 of it")).containsExactly("One. ", "Two! ", "Three? ", "v1.2 of it");
        assertThat(cut("一。二。\nthree")).containsExactly("一。", "二。", "\n", "three");
    }

    @Test
    void areCutBetweenWordsWhereTheyDoNotEnd() {
        List<String> pieces = cut("word ".repeat(200));
        assertThat(String.join("", pieces)).isEqualTo("word ".repeat(200));
        assertThat(pieces)
                .allSatisfy(piece -> assertThat(piece).endsWith("word ").hasSizeLessThan(210));
    }

    @Test
    void keepAShortRestWithWhatWasCutOff() {
        assertThat(cut("word ".repeat(43) + "end. Next one."))
                .containsExactly("word ".repeat(43) + "end. ", "Next one.");
    }

    @Test
    void areCutAtLastWhereThereIsNoBlank() {
        assertThat(cut("a".repeat(1_000))).allSatisfy(piece -> assertThat(piece).hasSizeLessThanOrEqualTo(400));
        assertThat(cut("a" + "😀".repeat(500))).noneMatch(piece -> Character.isLowSurrogate(piece.charAt(0)));
    }

    private static List<String> cut(String text) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        for (int end : Sentences.ends(text)) {
            pieces.add(text.substring(start, end));
            start = end;
        }
        return pieces;
    }
}

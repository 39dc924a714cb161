package io.moderato.review.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.decision.Category;
import io.moderato.decision.Match;
import java.util.List;
import org.junit.jupiter.api.Test;

class HighlightsTest {
    @Test
    void masksWordsAndKeepsTheirSpaces() {
        assertThat(Highlights.masked("you utter fool!", List.of(new Match(4, 14, Category.INSULT, "list"))))
                .isEqualTo("you ••••• ••••!");
    }

    @Test
    void showsTheWholeTextWhenMatchesOverlap() {
        String text = "<b>you</b> utter fool";
        String html = Highlights.show(
                        text,
                        List.of(
                                new Match(3, 16, Category.INSULT, "a"),
                                new Match(11, 21, Category.TOXICITY, "b"),
                                new Match(12, 13, Category.SPAM, "inside")))
                .getElement()
                .getTextRecursively();
        assertThat(html).isEqualTo(text);
    }

    @Test
    void leavesOutMatchesOfAnotherText() {
        assertThat(Highlights.masked("short", List.of(new Match(3, 90, Category.INSULT, "list"))))
                .isEqualTo("short");
    }
}

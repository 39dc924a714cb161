package io.moderato.review.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.review.ui.TextDifference.Change;
import io.moderato.review.ui.TextDifference.Piece;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TextDifferenceTest {
    @Test
    void showsAReplacedWordAsRemovedAndAdded() {
        assertThat(TextDifference.between("you are an idiot today", "you are an ••••• today"))
                .containsExactly(
                        new Piece(Change.KEPT, "you are an "),
                        new Piece(Change.REMOVED, "idiot"),
                        new Piece(Change.ADDED, "•••••"),
                        new Piece(Change.KEPT, " today"));
    }

    @Test
    void keptAndAddedPiecesMakeTheNewText() {
        String before = "one two three\nfour  five";
        String after = "zero two\nfour  five six";
        assertThat(TextDifference.between(before, after).stream()
                        .filter(piece -> piece.change() != Change.REMOVED)
                        .map(Piece::text)
                        .collect(Collectors.joining()))
                .isEqualTo(after);
        assertThat(TextDifference.between(before, after).stream()
                        .filter(piece -> piece.change() != Change.ADDED)
                        .map(Piece::text)
                        .collect(Collectors.joining()))
                .isEqualTo(before);
    }

    @Test
    void givesUpOnTextsThatAreTooLongToCompare() {
        String before = "a ".repeat(30_000);
        assertThat(TextDifference.between(before, before + "b")).hasSize(2);
    }
}

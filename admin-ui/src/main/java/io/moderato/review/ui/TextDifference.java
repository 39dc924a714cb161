package io.moderato.review.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The difference between two texts, word by word: a longest common subsequence (Wagner and Fischer 1974). */
final class TextDifference {
    private static final Pattern WORDS = Pattern.compile("\\s+|[^\\s]+");
    private static final int MOST_CELLS = 1_000_000;

    private TextDifference() {}

    /** The change of a piece of the text. */
    enum Change {
        /** The piece is in both texts. */
        KEPT,
        /** The piece is only in the old text. */
        REMOVED,
        /** The piece is only in the new text. */
        ADDED
    }

    /**
     * Some neighbouring words with the same change.
     *
     * @param change the change of the words
     * @param text   the words
     */
    record Piece(Change change, String text) {}

    /** The pieces in order. Texts too long to compare come back as one removed and one added piece. */
    static List<Piece> between(String before, String after) {
        List<String> old = words(before);
        List<String> fresh = words(after);
        if ((long) (old.size() + 1) * (fresh.size() + 1) > MOST_CELLS) {
            return List.of(new Piece(Change.REMOVED, before), new Piece(Change.ADDED, after));
        }
        int[][] common = lengths(old, fresh);
        List<Piece> pieces = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < old.size() || j < fresh.size()) {
            if (i < old.size() && j < fresh.size() && old.get(i).equals(fresh.get(j))) {
                append(pieces, Change.KEPT, old.get(i++));
                j++;
            } else if (j == fresh.size() || (i < old.size() && common[i + 1][j] >= common[i][j + 1])) {
                append(pieces, Change.REMOVED, old.get(i++));
            } else {
                append(pieces, Change.ADDED, fresh.get(j++));
            }
        }
        return pieces;
    }

    /** For each pair of places, the length of the longest common subsequence from there on. */
    private static int[][] lengths(List<String> old, List<String> fresh) {
        int[][] common = new int[old.size() + 1][fresh.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = fresh.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(fresh.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private static void append(List<Piece> pieces, Change change, String text) {
        if (!pieces.isEmpty() && pieces.getLast().change() == change) {
            pieces.set(pieces.size() - 1, new Piece(change, pieces.getLast().text() + text));
        } else {
            pieces.add(new Piece(change, text));
        }
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORDS.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }
}

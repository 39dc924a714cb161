package io.moderato.rules.engine;

import io.moderato.text.NormalizedText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The letters of a term that repeats one three times or more, such as "xxx". In texts so many are emphasis and are read as one; in such a term
 * they belong to it, and a text has to have as many.
 */
record RepeatedLetters(String letters, List<Run> runs) {
    private static final int REPETITION = 3;

    /** A letter and how often it stands in a row. */
    record Run(int letter, int times) {}

    /** The letters of a term; null if none of them is repeated so often. */
    static @Nullable RepeatedLetters of(String term) {
        if (!hasRepetition(term)) {
            return null;
        }
        String letters = letters(term);
        List<Run> runs = runs(letters);
        return runs.stream().anyMatch(RepeatedLetters::isAsked) ? new RepeatedLetters(letters, runs) : null;
    }

    /** Whether that part of a text repeats them as often. */
    boolean areIn(String part) {
        List<Run> found = runs(letters(part));
        if (found.size() != runs.size()) {
            return false;
        }
        for (int i = 0; i < runs.size(); i++) {
            if (isAsked(runs.get(i)) && found.get(i).times() < runs.get(i).times()) {
                return false;
            }
        }
        return true;
    }

    /** How many letters there are. */
    int count() {
        return letters.length();
    }

    private static boolean isAsked(Run run) {
        return run.times() >= REPETITION && Character.isLetter(run.letter());
    }

    /** Without reading letters: most terms end here. */
    private static boolean hasRepetition(String term) {
        for (int i = 0; i + 2 < term.length(); i++) {
            int letter = Character.toLowerCase(term.charAt(i));
            if (letter == Character.toLowerCase(term.charAt(i + 1))
                    && letter == Character.toLowerCase(term.charAt(i + 2))) {
                return true;
            }
        }
        return false;
    }

    private static String letters(String text) {
        return NormalizedText.of(text, NormalizedText.Form.SKELETON_WITH_ALL_LETTERS)
                .text()
                .strip();
    }

    private static List<Run> runs(String text) {
        List<Run> runs = new ArrayList<>();
        int[] letters = text.codePoints().toArray();
        for (int at = 0; at < letters.length; ) {
            int end = at + 1;
            while (end < letters.length && letters[end] == letters[at]) {
                end++;
            }
            runs.add(new Run(letters[at], end - at));
            at = end;
        }
        return runs;
    }
}

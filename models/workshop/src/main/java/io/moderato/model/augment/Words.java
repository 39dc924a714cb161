package io.moderato.model.augment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The words of a text that may be rewritten: plain Latin letters only, never part of an address, a mention, a tag or a number. */
final class Words {
    /** Frequent words, which nobody hides from a filter. */
    private static final Set<String> FREQUENT = Set.of(
            "about", "after", "again", "also", "always", "because", "been", "before", "being", "could", "does", "doing",
            "down", "each", "even", "every", "from", "going", "have", "having", "here", "into", "just", "like", "many",
            "more", "most", "much", "never", "only", "other", "over", "really", "same", "should", "since", "some",
            "such", "than", "that", "their", "them", "then", "there", "these", "they", "this", "those", "very", "want",
            "were", "what", "when", "where", "which", "while", "will", "with", "would", "your", "and", "are", "but",
            "can", "did", "for", "had", "has", "her", "him", "his", "how", "its", "let", "not", "now", "off", "our",
            "out", "she", "the", "too", "was", "who", "why", "yet", "you", "all", "any", "get", "got", "may", "one",
            "see", "two", "way");

    /** A word's place in the text. */
    record Word(int start, int end) {
        int length() {
            return end - start;
        }
    }

    /** Rewrites one word. */
    @FunctionalInterface
    interface Rewriter {
        void rewrite(String word, StringBuilder out);
    }

    private Words() {}

    /** The words of at least that many letters. */
    static List<Word> of(String text, int letters) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            int start = at;
            while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            addWordOf(text, start, at, letters, words);
        }
        return words;
    }

    private static void addWordOf(String text, int start, int end, int letters, List<Word> words) {
        int first = start;
        int last = end;
        while (first < last && isSurroundingPunctuation(text.charAt(first))) {
            first++;
        }
        while (last > first && isSurroundingPunctuation(text.charAt(last - 1))) {
            last--;
        }
        if (last - first < letters) {
            return;
        }
        for (int i = first; i < last; i++) {
            if (!isLetter(text.charAt(i))) {
                return;
            }
        }
        words.add(new Word(first, last));
    }

    /**
     * Some of the words that matter, in order. Words matter that have at least that many letters and are not among the most frequent words
     * of the language; if there are none, shorter words count, and then any word.
     *
     * @param share the share of the words that is taken; at least one word, if there is any
     * @param apart whether the chosen words must not follow each other
     */
    static List<Word> thatMatter(String text, int letters, double share, boolean apart, RandomGenerator random) {
        List<Word> all = of(text, 3);
        List<Word> candidates = all.stream()
                .filter(word -> word.length() >= letters && !isFrequent(text, word))
                .toList();
        if (candidates.isEmpty()) {
            candidates = all.stream().filter(word -> !isFrequent(text, word)).toList();
        }
        if (candidates.isEmpty()) {
            candidates = all;
        }
        if (candidates.isEmpty()) {
            return List.of();
        }
        Set<Integer> chosen = new HashSet<>();
        chosen.add(random.nextInt(candidates.size()));
        for (int i = 0; i < candidates.size(); i++) {
            boolean neighbour = apart && (chosen.contains(i - 1) || chosen.contains(i + 1));
            if (random.nextDouble() < share && !neighbour) {
                chosen.add(i);
            }
        }
        List<Word> words = candidates;
        return chosen.stream().sorted().map(words::get).toList();
    }

    /** The text with those words rewritten and everything else unchanged. */
    static String rewrite(String text, List<Word> words, Rewriter rewriter) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        int at = 0;
        for (Word word : words) {
            out.append(text, at, word.start());
            rewriter.rewrite(text.substring(word.start(), word.end()), out);
            at = word.end();
        }
        return out.append(text, at, text.length()).toString();
    }

    private static boolean isFrequent(String text, Word word) {
        return FREQUENT.contains(text.substring(word.start(), word.end()).toLowerCase(java.util.Locale.ROOT));
    }

    private static boolean isSurroundingPunctuation(char c) {
        return ".,;:!?\"'()[]{}…“”‘’«»-*~".indexOf(c) >= 0;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}

package io.moderato.model.rivals;

import io.moderato.text.NormalizedText;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The TF-IDF values of the most frequent words: the number of times that a word occurs in a text, times the logarithm of the word's rarity.
 * The values of a text are scaled so that their squares sum to one, and rounded to levels for the forest. Thread-safe.
 */
final class WordTfIdf {
    /** The number of levels above 0 to which a value is rounded. */
    static final int LEVELS = 15;

    private final String[] words;
    private final float[] rarity;
    private final Map<String, Integer> numbers;

    /**
     * The values for those words.
     *
     * @param rarity the inverse document frequency of each word
     */
    WordTfIdf(String[] words, float[] rarity) {
        this.words = words.clone();
        this.rarity = rarity.clone();
        this.numbers = HashMap.newHashMap(words.length);
        for (int i = 0; i < words.length; i++) {
            numbers.put(words[i], i);
        }
    }

    /** The values for the words that occur in most texts. Source of the formula: scikit-learn's smoothed idf. */
    static WordTfIdf of(List<String> texts, int features) {
        Map<String, Integer> counts = new HashMap<>();
        for (String text : texts) {
            Set<String> ofText = new HashSet<>();
            words(text, ofText::add);
            ofText.forEach(word -> counts.merge(word, 1, Integer::sum));
        }
        List<Map.Entry<String, Integer>> most = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(features)
                .toList();
        float[] rarity = new float[most.size()];
        for (int i = 0; i < rarity.length; i++) {
            rarity[i] = (float)
                    (1 + Math.log((1.0 + texts.size()) / (1 + most.get(i).getValue())));
        }
        return new WordTfIdf(most.stream().map(Map.Entry::getKey).toArray(String[]::new), rarity);
    }

    /** The known words of a text, each as number × 16 + level, in rising order. */
    int[] levels(String text) {
        Map<Integer, Float> values = new HashMap<>();
        words(text, word -> {
            Integer number = numbers.get(word);
            if (number != null) {
                values.merge(number, rarity[number], Float::sum);
            }
        });
        double squares =
                values.values().stream().mapToDouble(v -> v * (double) v).sum();
        double length = Math.sqrt(squares);
        int[] levels = new int[values.size()];
        int at = 0;
        for (Map.Entry<Integer, Float> value : values.entrySet()) {
            int level = (int) Math.clamp(Math.ceil(value.getValue() / length * LEVELS), 1, LEVELS);
            levels[at++] = value.getKey() * (LEVELS + 1) + level;
        }
        Arrays.sort(levels);
        return levels;
    }

    int size() {
        return words.length;
    }

    String word(int number) {
        return words[number];
    }

    float rarity(int number) {
        return rarity[number];
    }

    /** The words of a text, in the form that every model reads: at least two letters, digits or apostrophes in a row. */
    private static void words(String text, Consumer<String> words) {
        String normalized = NormalizedText.of(text).text();
        int start = 0;
        for (int at = 0; at <= normalized.length(); at++) {
            if (at == normalized.length() || !isWordPart(normalized.charAt(at))) {
                if (at - start >= 2) {
                    words.accept(normalized.substring(start, at));
                }
                start = at + 1;
            }
        }
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '\'';
    }
}

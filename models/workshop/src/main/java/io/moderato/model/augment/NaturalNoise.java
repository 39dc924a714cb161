package io.moderato.model.augment;

import io.moderato.model.augment.Words.Word;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Writes a text as somebody writes in haste: letters swapped, dropped or doubled, wrong keys, wrong case. */
public enum NaturalNoise {
    /** One to three typing errors in words of four letters or more; longer texts get more of them. */
    TYPOS {
        @Override
        public String apply(String text, RandomGenerator random) {
            List<Word> words = Words.of(text, 4);
            if (words.isEmpty()) {
                return text;
            }
            int slips = 1 + random.nextInt(Math.min(3, 1 + words.size() / 4));
            List<Word> chosen = random.ints(slips, 0, words.size())
                    .sorted()
                    .distinct()
                    .mapToObj(words::get)
                    .toList();
            return Words.rewrite(text, chosen, (word, out) -> slip(word, random, out));
        }
    },
    /** All small letters, all capitals, or the first letters of words changed. */
    CASE {
        @Override
        public String apply(String text, RandomGenerator random) {
            double way = random.nextDouble();
            if (way < 0.6) {
                return text.toLowerCase(Locale.ROOT);
            }
            List<Word> words = Words.of(text, 2);
            if (way < 0.8) {
                return Words.rewrite(text, words, (word, out) -> out.append(word.toUpperCase(Locale.ROOT)));
            }
            List<Word> some =
                    words.stream().filter(word -> random.nextInt(4) == 0).toList();
            boolean shout = random.nextBoolean();
            return Words.rewrite(
                    text,
                    some,
                    (word, out) -> out.append(
                            shout
                                    ? word.toUpperCase(Locale.ROOT)
                                    : Character.toUpperCase(word.charAt(0)) + word.substring(1)));
        }
    };

    private static final String[] KEYBOARD = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};

    /** The text with that noise. A text without a word stays unchanged. */
    public abstract String apply(String text, RandomGenerator random);

    private static void slip(String word, RandomGenerator random, StringBuilder out) {
        int at = 1 + random.nextInt(word.length() - 2);
        int from = out.length();
        out.append(word);
        switch (random.nextInt(4)) {
            case 0 -> {
                out.setCharAt(from + at, word.charAt(at + 1));
                out.setCharAt(from + at + 1, word.charAt(at));
            }
            case 1 -> out.deleteCharAt(from + at);
            case 2 -> out.insert(from + at, word.charAt(at));
            case 3 -> out.setCharAt(from + at, neighbour(word.charAt(at), random));
            default -> throw new AssertionError();
        }
    }

    private static char neighbour(char key, RandomGenerator random) {
        char small = Character.toLowerCase(key);
        for (String row : KEYBOARD) {
            int at = row.indexOf(small);
            if (at >= 0) {
                char next = row.charAt(at == 0 ? 1 : at == row.length() - 1 || random.nextBoolean() ? at - 1 : at + 1);
                return Character.isUpperCase(key) ? Character.toUpperCase(next) : next;
            }
        }
        return key;
    }
}

package io.moderato.model.augment;

import io.moderato.model.augment.Words.Word;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The ways in which people write a word so that readers recognise it and filters do not. Each way rewrites a good share of the words that
 * matter, at least one if there is any. Addresses, mentions, tags, numbers and emoji stay unchanged. The same random numbers give the same
 * text.
 */
public enum Obfuscation {
    /** Digits and signs that look like letters: "1d10t". */
    LEET(0.6, false) {
        @Override
        void rewrite(String word, RandomGenerator random, StringBuilder out) {
            boolean changed = false;
            int from = out.length();
            for (int i = 0; i < word.length(); i++) {
                String signs = leet(word.charAt(i));
                boolean change = !signs.isEmpty() && random.nextDouble() < 0.6;
                out.append(change ? pick(signs, random) : word.charAt(i));
                changed |= change;
            }
            for (int i = 0; i < word.length() && !changed; i++) {
                String signs = leet(word.charAt(i));
                if (!signs.isEmpty()) {
                    out.setCharAt(from + i, pick(signs, random));
                    changed = true;
                }
            }
        }
    },
    /** Spaces between the letters, or a word in two pieces: "i d i o t", "id iot". */
    SPACING(0.45, true) {
        @Override
        void rewrite(String word, RandomGenerator random, StringBuilder out) {
            if (random.nextDouble() < 0.7) {
                joined(word, " ", out);
            } else {
                int cut = inside(word, random);
                out.append(word, 0, cut).append(' ').append(word, cut, word.length());
            }
        }
    },
    /** Letters of other scripts, or symbols, that look the same: "іdіоt", "ｉｄｉｏｔ", "𝗶𝗱𝗶𝗼𝘁". */
    HOMOGLYPHS(0.6, false) {
        @Override
        void rewrite(String word, RandomGenerator random, StringBuilder out) {
            int alphabet = random.nextInt(10);
            if (alphabet < 6) {
                Lookalikes.foreign(word, random, out);
            } else {
                Lookalikes.symbols(word, random, out);
            }
        }
    },
    /** Invisible characters between the letters. */
    ZERO_WIDTH(0.6, false) {
        @Override
        void rewrite(String word, RandomGenerator random, StringBuilder out) {
            boolean everywhere = random.nextDouble() < 0.3;
            int sure = inside(word, random);
            for (int i = 0; i < word.length(); i++) {
                if (i > 0 && (everywhere || i == sure || random.nextDouble() < 0.2)) {
                    out.append(pick(INVISIBLE, random));
                }
                out.append(word.charAt(i));
            }
        }
    },
    /** A letter repeated: "idiooot". */
    REPEATED_LETTERS(0.45, false) {
        @Override
        void rewrite(String word, RandomGenerator random, StringBuilder out) {
            int stretched = stretchable(word, random);
            int second = random.nextDouble() < 0.15 ? stretchable(word, random) : -1;
            for (int i = 0; i < word.length(); i++) {
                int times = i == stretched || i == second ? 3 + random.nextInt(3) : 1;
                out.repeat(word.charAt(i), times);
            }
        }
    },
    /** Signs between or instead of letters: "i.d.i.o.t", "id*ot", "i-diot". */
    PUNCTUATION(0.5, true) {
        @Override
        void rewrite(String word, RandomGenerator random, StringBuilder out) {
            double way = random.nextDouble();
            if (way < 0.35) {
                joined(word, String.valueOf(pick(".-_*,/'~", random)), out);
            } else if (way < 0.7) {
                int masked = maskable(word, random);
                int times = word.length() > 5 && random.nextDouble() < 0.3 ? 2 : 1;
                char sign = pick("***#-_", random);
                for (int i = 0; i < word.length(); i++) {
                    out.append(i >= masked && i < masked + times && i < word.length() - 1 ? sign : word.charAt(i));
                }
            } else {
                int cut = inside(word, random);
                out.append(word, 0, cut).append(pick(".-_*'/|", random)).append(word, cut, word.length());
            }
        }
    };

    private static final int LETTERS = 4;
    private static final String INVISIBLE = "\u200B\u200B\u200C\u200D\u2060\u00AD";
    private static final String VOWELS = "aeiou";

    private final double share;
    private final boolean apart;

    Obfuscation(double share, boolean apart) {
        this.share = share;
        this.apart = apart;
    }

    abstract void rewrite(String word, RandomGenerator random, StringBuilder out);

    /** The text with a good share of its words written this way. A text without a Latin word of three letters stays unchanged. */
    public String apply(String text, RandomGenerator random) {
        List<Word> words = Words.thatMatter(text, LETTERS, share, apart, random);
        return Words.rewrite(text, words, (word, out) -> rewrite(word, random, out));
    }

    private static String leet(char letter) {
        return switch (Character.toLowerCase(letter)) {
            case 'a' -> "4@";
            case 'b' -> "8";
            case 'e' -> "33€";
            case 'g' -> "9";
            case 'i' -> "11!|";
            case 'l' -> "1|";
            case 'o' -> "0";
            case 's' -> "5$";
            case 't' -> "77+";
            default -> "";
        };
    }

    private static void joined(String word, String separator, StringBuilder out) {
        for (int i = 0; i < word.length(); i++) {
            out.append(i == 0 ? "" : separator).append(word.charAt(i));
        }
    }

    /** A place between two letters. */
    private static int inside(String word, RandomGenerator random) {
        return 1 + random.nextInt(word.length() - 1);
    }

    private static int stretchable(String word, RandomGenerator random) {
        if (random.nextDouble() < 0.3) {
            return word.length() - 1;
        }
        int vowel = vowel(word, 0, word.length(), random);
        return vowel < 0 ? random.nextInt(word.length()) : vowel;
    }

    /** The place of a letter to hide behind a sign: a vowel inside the word, which readers guess best. */
    private static int maskable(String word, RandomGenerator random) {
        int vowel = vowel(word, 1, word.length() - 1, random);
        return vowel < 0 || random.nextDouble() < 0.15 ? inside(word, random) % (word.length() - 1) : vowel;
    }

    private static int vowel(String word, int from, int to, RandomGenerator random) {
        String letters = word.toLowerCase(Locale.ROOT);
        int found = -1;
        int seen = 0;
        for (int i = from; i < to; i++) {
            if (VOWELS.indexOf(letters.charAt(i)) >= 0) {
                seen++;
                found = random.nextInt(seen) == 0 ? i : found;
            }
        }
        return found;
    }

    private static char pick(String signs, RandomGenerator random) {
        return signs.charAt(random.nextInt(signs.length()));
    }
}

package io.moderato.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;

/** Makes the skeleton forms from the light one: accents, leetspeak, spelled-out words, repeated letters; each step is one pass. */
final class NormalizedTextSkeleton {
    private static final Normalizer2 NFD = Normalizer2.getNFDInstance();
    /** The fewest single letters in a row that are read as one spelled-out word: "a b" may be a list, "i d i" is not. */
    private static final int FEWEST_SPELLED_LETTERS = 3;
    /** A letter that stands this many times in a row is emphasis or evasion; twice is normal in English. */
    private static final int REPETITION = 3;

    private NormalizedTextSkeleton() {}

    /** The skeleton, with repeated letters written {@code kept} times at most. */
    static NormalizedTextBuffer of(NormalizedTextBuffer light, int kept) {
        return withoutRepetition(withSpelledWordsJoined(withoutLeetspeak(withoutAccents(light))), kept);
    }

    /** The same, but digits and signs stay what they are. */
    static NormalizedTextBuffer withoutLeetReading(NormalizedTextBuffer light, int kept) {
        return withoutRepetition(withSpelledWordsJoined(withoutAccents(light)), kept);
    }

    private static NormalizedTextBuffer withoutAccents(NormalizedTextBuffer in) {
        NormalizedTextBuffer out = new NormalizedTextBuffer(in.length());
        for (int at = 0; at < in.length(); ) {
            int codePoint = in.codePointAt(at);
            int plain = codePoint;
            if (codePoint >= 0x80 && UScript.getScript(codePoint) == UScript.LATIN) {
                String decomposition = NFD.getDecomposition(codePoint);
                plain = decomposition == null ? codePoint : decomposition.codePointAt(0);
                plain = plain == 'ı' ? 'i' : plain;
                if (decomposition != null && NFD.getDecomposition(plain) != null) {
                    plain = NFD.normalize(UCharacter.toString(plain)).codePointAt(0);
                }
            }
            out.append(plain, in.start(at), in.end(at));
            at += Character.charCount(codePoint);
        }
        return out;
    }

    private static NormalizedTextBuffer withoutLeetspeak(NormalizedTextBuffer in) {
        NormalizedTextBuffer out = new NormalizedTextBuffer(in.length());
        int at = 0;
        while (at < in.length()) {
            int end = at;
            int firstLetter = -1;
            int lastLetter = -1;
            while (end < in.length() && (isLatinLetter(in.codePointAt(end)) || leet(in.codePointAt(end)) != 0)) {
                if (isLatinLetter(in.codePointAt(end))) {
                    firstLetter = firstLetter < 0 ? end : firstLetter;
                    lastLetter = end;
                }
                end++;
            }
            if (end == at) {
                int codePoint = in.codePointAt(at);
                out.append(codePoint, in.start(at), in.end(at));
                at += Character.charCount(codePoint);
                continue;
            }
            for (; at < end; at++) {
                int codePoint = in.codePointAt(at);
                char letter = leet(codePoint);
                // Digits before a word count things ("4 th"), and what ends a word may be punctuation or a number.
                boolean inside = firstLetter >= 0
                        && (at < lastLetter
                                ? at > firstLetter || !isDigit(codePoint) || at + 1 == firstLetter
                                : endsWords(codePoint));
                out.append(letter != 0 && inside ? letter : codePoint, in.start(at), in.end(at));
            }
        }
        return out;
    }

    private static boolean isDigit(int codePoint) {
        return codePoint >= '0' && codePoint <= '9';
    }

    private static boolean endsWords(int codePoint) {
        return codePoint == '3'
                || codePoint == '4'
                || codePoint == '5'
                || codePoint == '7'
                || codePoint == '0'
                || codePoint == '$'
                || codePoint == '@';
    }

    private static char leet(int codePoint) {
        return switch (codePoint) {
            case '0' -> 'o';
            case '1', '!', '|', '¡' -> 'i';
            case '3', '€' -> 'e';
            case '4', '@' -> 'a';
            case '5', '$' -> 's';
            case '7', '+' -> 't';
            case '8' -> 'b';
            case '9' -> 'g';
            case '¢' -> 'c';
            case '£' -> 'l';
            default -> 0;
        };
    }

    private static NormalizedTextBuffer withSpelledWordsJoined(NormalizedTextBuffer in) {
        NormalizedTextBuffer out = new NormalizedTextBuffer(in.length());
        int at = 0;
        while (at < in.length()) {
            int letters = spelledLetters(in, at);
            if (letters >= FEWEST_SPELLED_LETTERS) {
                for (int i = 0; i < letters; i++) {
                    out.append(in.codePointAt(at), in.start(at), in.end(at));
                    at += i + 1 < letters ? 2 : 1;
                }
            } else {
                int codePoint = in.codePointAt(at);
                out.append(codePoint, in.start(at), in.end(at));
                at += Character.charCount(codePoint);
            }
        }
        return out;
    }

    /** The number of single letters in a row from here on, with the same single separator between them; 0 inside a word. */
    private static int spelledLetters(NormalizedTextBuffer in, int at) {
        if (!isLatinLetter(in.codePointAt(at)) || (at > 0 && isWordChar(in.codePointAt(at - 1)))) {
            return 0;
        }
        if (at + 1 >= in.length() || !isSeparator(in.codePointAt(at + 1))) {
            return 0;
        }
        int separator = in.codePointAt(at + 1);
        int letters = 1;
        int last = at;
        while (last + 2 < in.length()
                && in.codePointAt(last + 1) == separator
                && isLatinLetter(in.codePointAt(last + 2))
                && (last + 3 >= in.length() || !isWordChar(in.codePointAt(last + 3)))) {
            letters++;
            last += 2;
        }
        return letters;
    }

    private static NormalizedTextBuffer withoutRepetition(NormalizedTextBuffer in, int kept) {
        NormalizedTextBuffer out = new NormalizedTextBuffer(in.length());
        int at = 0;
        while (at < in.length()) {
            int codePoint = in.codePointAt(at);
            int width = Character.charCount(codePoint);
            int end = at + width;
            while (end < in.length() && in.codePointAt(end) == codePoint) {
                end += width;
            }
            int times = (end - at) / width;
            int written = times >= REPETITION && isLatinLetter(codePoint) ? Math.min(kept, times) : times;
            for (int i = 0; i < written; i++) {
                out.append(codePoint, in.start(at + i * width), in.end(at + i * width));
            }
            if (written < times) {
                out.extendLast(in.end(end - width));
            }
            at = end;
        }
        return out;
    }

    private static boolean isSeparator(int codePoint) {
        return ". -_*,/\\~'·•".indexOf(codePoint) >= 0;
    }

    private static boolean isWordChar(int codePoint) {
        return UCharacter.isLetterOrDigit(codePoint);
    }

    private static boolean isLatinLetter(int codePoint) {
        return codePoint < 0x80
                ? codePoint >= 'a' && codePoint <= 'z'
                : codePoint < 0x10000
                        && UCharacter.isLetter(codePoint)
                        && UScript.getScript(codePoint) == UScript.LATIN;
    }
}

package io.moderato.model.tokenizer;

import io.moderato.text.NormalizedText;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Counts how often each word occurs. Texts are cut into words by the same rules that {@link TokenizerFile} gives to the Hugging Face
 * tokenizer.
 */
public final class WordCounts {
    /** The longest word. Longer runs of letters are random typing or encoded data, from which a vocabulary learns nothing. */
    private static final int LONGEST_WORD = 40;

    private final Map<String, Long> counts = new HashMap<>();

    /** Adds the words of a text. */
    public void add(String text) {
        split(NormalizedText.of(text).text(), word -> {
            if (word.length() <= LONGEST_WORD) {
                counts.merge(word, 1L, Long::sum);
            }
        });
    }

    public Map<String, Long> counts() {
        return counts;
    }

    /**
     * Passes on each word of a normalised text. Words are separated by spaces; each punctuation mark and each symbol is a word of its own.
     */
    static void split(String normalized, Consumer<String> words) {
        String text = Normalizer.isNormalized(normalized, Normalizer.Form.NFD)
                ? normalized
                : Normalizer.normalize(normalized, Normalizer.Form.NFD);
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            int type = Character.getType(codePoint);
            if (type == Character.NON_SPACING_MARK
                    || type == Character.FORMAT
                    || type == Character.CONTROL && codePoint != '\n') {
                continue;
            }
            boolean space = codePoint == ' ' || codePoint == '\n';
            boolean alone = !space && standsAlone(codePoint, type);
            if ((space || alone) && !word.isEmpty()) {
                words.accept(word.toString());
                word.setLength(0);
            }
            if (alone) {
                words.accept(Character.toString(codePoint));
            } else if (!space) {
                word.appendCodePoint(codePoint);
            }
        }
        if (!word.isEmpty()) {
            words.accept(word.toString());
        }
    }

    private static boolean standsAlone(int codePoint, int type) {
        if (codePoint < 0x80) {
            return !Character.isLetterOrDigit(codePoint);
        }
        return switch (type) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.OTHER_SYMBOL -> true;
            default -> (codePoint >= 0x1F3FB && codePoint <= 0x1F3FF) || Character.isIdeographic(codePoint);
        };
    }
}

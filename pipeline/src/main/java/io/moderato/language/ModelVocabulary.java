package io.moderato.language;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The vocabulary in a Hugging Face {@code tokenizer.json}: WordPiece, BPE or unigram. A word is cut into the longest pieces from its
 * beginning on, as WordPiece does; BPE and unigram cut in other places, but into about the same number of pieces.
 */
public final class ModelVocabulary implements Vocabulary {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final String INSIDE_WORDPIECE = "##";

    private final Set<String> beginnings;
    private final Set<String> insides;
    private final int longest;

    private ModelVocabulary(Set<String> beginnings, Set<String> insides) {
        this.beginnings = Set.copyOf(beginnings);
        this.insides = Set.copyOf(insides);
        this.longest = Math.max(
                beginnings.stream().mapToInt(String::length).max().orElse(1),
                insides.stream().mapToInt(String::length).max().orElse(1));
    }

    /** Reads the vocabulary of that file. */
    public static ModelVocabulary of(Path tokenizer) {
        JsonNode model = JsonMapper.shared().readTree(tokenizer).path("model");
        JsonNode vocabulary = model.path("vocab");
        boolean wordPiece = model.path("type").asString("").equals("WordPiece");
        Iterable<String> pieces = vocabulary.isObject()
                ? vocabulary.propertyNames()
                : vocabulary
                        .valueStream()
                        .map(piece -> piece.path(0).asString(""))
                        .toList();
        Set<String> beginnings = new HashSet<>();
        Set<String> insides = new HashSet<>();
        for (String piece : pieces) {
            // WordPiece marks the pieces inside a word; BPE and unigram mark the piece that begins a word, with U+2581
            // or U+0120 for the blank
            boolean marked = wordPiece
                    ? piece.startsWith(INSIDE_WORDPIECE)
                    : piece.startsWith("\u2581") || piece.startsWith("\u0120");
            String letters = plain(marked ? piece.substring(wordPiece ? INSIDE_WORDPIECE.length() : 1) : piece);
            if (!letters.isEmpty() && Character.isLetterOrDigit(letters.codePointAt(0))) {
                (marked == wordPiece ? insides : beginnings).add(letters);
            }
        }
        return new ModelVocabulary(beginnings, insides);
    }

    @Override
    public int pieces(String word) {
        String letters = plain(word);
        int pieces = 0;
        for (int start = 0; start < letters.length(); pieces++) {
            Set<String> known = start == 0 ? beginnings : insides;
            int end = Math.min(letters.length(), start + longest);
            while (end > start + 1 && !known.contains(letters.substring(start, end))) {
                end--;
            }
            start = end;
        }
        return pieces;
    }

    private static String plain(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) >= 0x80) {
                return MARKS.matcher(Normalizer.normalize(word.toLowerCase(Locale.ROOT), Normalizer.Form.NFD))
                        .replaceAll("");
            }
        }
        return word.toLowerCase(Locale.ROOT);
    }
}

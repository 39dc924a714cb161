package io.moderato.language;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole words in the vocabulary of a Hugging Face {@code tokenizer.json}: WordPiece, BPE or unigram. */
public final class ModelVocabulary implements KnownWords {
    private static final Pattern LETTERS = Pattern.compile("\\p{L}{2,}");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private final Set<String> words;

    private ModelVocabulary(Set<String> words) {
        this.words = Set.copyOf(words);
    }

    /** Reads the vocabulary of that file. */
    public static ModelVocabulary of(Path tokenizer) {
        JsonNode model = JsonMapper.shared().readTree(tokenizer).path("model");
        JsonNode vocabulary = model.path("vocab");
        // WordPiece marks what is inside a word; the others mark what begins one: a blank drawn as U+2581 or U+0120
        boolean marksInside = model.path("type").asString("").equals("WordPiece");
        Set<String> words = new HashSet<>();
        Iterable<String> pieces = vocabulary.isObject()
                ? vocabulary.propertyNames()
                : vocabulary.valueStream().map(piece -> piece.path(0).asString("")).toList();
        for (String piece : pieces) {
            boolean begins = marksInside || piece.startsWith("\u2581") || piece.startsWith("\u0120");
            String word = marksInside || !begins ? piece : piece.substring(1);
            if (begins && LETTERS.matcher(word).matches()) {
                words.add(plain(word));
            }
        }
        return new ModelVocabulary(words);
    }

    @Override
    public boolean knows(String word) {
        return words.contains(plain(word));
    }

    private static String plain(String word) {
        boolean ascii = word.chars().allMatch(c -> c < 0x80);
        String lower = word.toLowerCase(Locale.ROOT);
        return ascii ? lower : MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD)).replaceAll("");
    }
}

package io.moderato.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The commonest words of languages in Latin letters, each also without its accents, as many people type it. */
final class CommonWords {
    private static final String RESOURCE = "common-words.txt";

    private final List<String> languages;
    private final Map<String, Long> languagesOfWord;

    private CommonWords(List<String> languages, Map<String, Long> languagesOfWord) {
        this.languages = List.copyOf(languages);
        this.languagesOfWord = languagesOfWord;
    }

    /** Reads the list that lies beside this class. */
    static CommonWords load() {
        List<String> languages = new ArrayList<>();
        Map<String, Long> languagesOfWord = new HashMap<>();
        try (InputStream in = CommonWords.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The list of common words is missing: " + RESOURCE);
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    add(line.split(" "), languages, languagesOfWord);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The list of common words cannot be read", e);
        }
        return new CommonWords(languages, Map.copyOf(languagesOfWord));
    }

    private static void add(String[] line, List<String> languages, Map<String, Long> languagesOfWord) {
        String language = line[0];
        if (!languages.contains(language)) {
            languages.add(language);
        }
        long bit = 1L << languages.indexOf(language);
        for (int i = 1; i < line.length; i++) {
            languagesOfWord.merge(line[i], bit, (one, other) -> one | other);
            String plain = withoutAccents(line[i]);
            if (plain.length() > 1 && !plain.equals(line[i])) {
                languagesOfWord.merge(plain, bit, (one, other) -> one | other);
            }
        }
    }

    private static String withoutAccents(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replace('ı', 'i')
                .replace('ł', 'l')
                .replace('ø', 'o')
                .replace('đ', 'd');
    }

    /** The languages in which that word is common, one bit for each language; 0 if there is none. */
    long languagesOf(String word) {
        return languagesOfWord.getOrDefault(word, 0L);
    }

    /** The bits of those languages; a language that is not in the list has no bit. */
    long bitsOf(Iterable<String> tags) {
        long bits = 0;
        for (String tag : tags) {
            int place = languages.indexOf(tag);
            bits |= place < 0 ? 0 : 1L << place;
        }
        return bits;
    }

    /** How many languages the list has. */
    int size() {
        return languages.size();
    }

    /** The BCP 47 tag of the language with that bit's number. */
    String language(int number) {
        return languages.get(number);
    }
}

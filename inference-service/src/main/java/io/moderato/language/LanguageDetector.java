package io.moderato.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.ml.model.MaxentModel;

/**
 * Tells 103 languages apart by the letters that follow each other, with the model of Apache OpenNLP. About 40 MB; thread-safe; the
 * same text always gets the same answer.
 *
 * <p>The model's probabilities are evidence added up, so that they are small in short texts ({@code .02} for a plain English
 * sentence) and near 1 in long ones. What counts here is the ratio of two of them.
 */
public final class LanguageDetector {
    private static final String RESOURCE = "/langdetect-183.bin";
    private static final int LONGEST_GRAM = 3;
    /** More letters make no answer better. */
    private static final int LONGEST_TEXT = 400;
    /** ISO 639-3 codes of languages for which BCP 47 prefers the code of their macrolanguage. */
    private static final Map<String, String> MACROLANGUAGES =
            Map.of("cmn", "zh", "ekk", "et", "lvs", "lv", "pes", "fa", "plt", "mg");

    private final MaxentModel model;
    private final String[] languages;

    private LanguageDetector(MaxentModel model) {
        this.model = model;
        this.languages = languages(model);
    }

    /** Loads the model, in less than a second. */
    public static LanguageDetector load() {
        try (InputStream in = LanguageDetector.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The model that detects languages is missing: " + RESOURCE);
            }
            return new LanguageDetector(new LanguageDetectorModel(in).getMaxentModel());
        } catch (IOException e) {
            throw new UncheckedIOException("The model that detects languages cannot be read", e);
        }
    }

    private static String[] languages(MaxentModel model) {
        Map<String, String> tags = new HashMap<>(MACROLANGUAGES);
        for (String language : Locale.getISOLanguages()) {
            Locale locale = Locale.of(language);
            tags.putIfAbsent(locale.getISO3Language(), locale.toLanguageTag());
        }
        String[] languages = new String[model.getNumOutcomes()];
        for (int i = 0; i < languages.length; i++) {
            languages[i] = tags.getOrDefault(model.getOutcome(i), model.getOutcome(i));
        }
        return languages;
    }

    /** Whether it knows all of these languages (BCP 47 primary tags). */
    boolean knows(Collection<String> tags) {
        return Set.of(languages).containsAll(tags);
    }

    /**
     * What the letters say.
     *
     * @param language the likeliest language
     * @param foreign how much likelier the likeliest other language is than the likeliest of the model's own: the logarithm of the
     *     ratio, negative if the model's own is ahead
     */
    record Guess(String language, double foreign) {}

    /**
     * Guesses the language of words.
     *
     * @param words lower case, one space between two words
     * @param own the model's own languages
     */
    Guess guess(String words, Set<String> own) {
        double[] probabilities = model.eval(grams(words));
        int best = 0;
        double bestOwn = Double.MIN_NORMAL;
        double bestOther = Double.MIN_NORMAL;
        for (int i = 0; i < probabilities.length; i++) {
            if (probabilities[i] > probabilities[best]) {
                best = i;
            }
            if (own.contains(languages[i])) {
                bestOwn = Math.max(bestOwn, probabilities[i]);
            } else {
                bestOther = Math.max(bestOther, probabilities[i]);
            }
        }
        return new Guess(languages[best], Math.log(bestOther) - Math.log(bestOwn));
    }

    /** The different sequences of one to three chars, as the model was trained on. */
    private static String[] grams(String words) {
        int length = Math.min(words.length(), LONGEST_TEXT);
        Set<String> grams = new LinkedHashSet<>(length * 4);
        for (int start = 0; start < length; start++) {
            for (int end = start + 1; end <= Math.min(length, start + LONGEST_GRAM); end++) {
                grams.add(words.substring(start, end));
            }
        }
        return grams.toArray(String[]::new);
    }
}

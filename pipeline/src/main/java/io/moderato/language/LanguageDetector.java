package io.moderato.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.ml.model.MaxentModel;
import org.jspecify.annotations.Nullable;

/**
 * Tells 103 languages apart by their sequences of letters, with the model of Apache OpenNLP. About 40 MB; thread-safe; the same text always
 * gets the same answer.
 *
 * <p>The model adds up evidence, so its probabilities are small for short texts ({@code .02} for a plain English sentence) and near 1 for
 * long ones. Therefore only the ratio of two probabilities counts here.
 */
public final class LanguageDetector {
    private static final String RESOURCE = "/langdetect-183.bin";
    private static final int LONGEST_GRAM = 3;
    /** The most chars that are looked at; more do not improve the answer. */
    private static final int LONGEST_TEXT = 400;
    /** ISO 639-3 codes of languages for which BCP 47 prefers the code of their macrolanguage. */
    private static final Map<String, String> MACROLANGUAGES =
            Map.of("cmn", "zh", "ekk", "et", "lvs", "lv", "pes", "fa", "plt", "mg");

    /**
     * Languages with few texts. Short English texts often look like one of them, so these languages need a lead, unless the model reads
     * them.
     */
    private static final Set<String> SMALL = Set.of(
            "min", "war", "vo", "nan", "mi", "mg", "la", "ceb", "nds", "br", "cy", "oc", "gsw", "jv", "su", "so", "mt",
            "lb", "li", "ast", "fo", "fy", "eo", "eu", "nn", "zu", "sw", "uz", "az", "af", "sq", "be", "ba", "ce", "tt",
            "tg", "ky", "mn");

    private static final double LEAD = 0.2;

    /** The logarithm of a probability that counts as impossible. */
    private static final double LEAST = -30;

    private final MaxentModel model;
    private final String[] languages;
    private final double[] leads;
    private final List<Set<UnicodeScript>> scripts;

    private LanguageDetector(MaxentModel model) {
        this.model = model;
        this.languages = languages(model);
        this.leads = Arrays.stream(languages)
                .mapToDouble(tag -> SMALL.contains(tag) ? LEAD : 0)
                .toArray();
        this.scripts =
                Arrays.stream(languages).map(tag -> Scripts.of(List.of(tag))).toList();
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

    /** Whether the detector knows all of these languages (BCP 47 primary tags). */
    boolean knows(Collection<String> tags) {
        return List.of(languages).containsAll(tags);
    }

    /**
     * A guess from the letters of a text.
     *
     * @param language the likeliest language; null if none is written in that script
     * @param own the likeliest of the model's own languages; null if none is written in that script
     * @param foreign how much likelier the likeliest other language is than the likeliest of the model's own: the logarithm of the
     *     ratio, negative if the model's own is ahead
     */
    record Guess(@Nullable String language, @Nullable String own, double foreign) {}

    /**
     * Guesses the language of words.
     *
     * @param words lower case, one space between two
     * @param script the script of most of their letters: other languages than those written in it are left out
     * @param ownLanguages the model's own languages
     */
    Guess guess(String words, UnicodeScript script, Set<String> ownLanguages) {
        double[] probabilities = model.eval(grams(words));
        String own = null;
        String other = null;
        double ownLog = LEAST;
        double otherLog = LEAST;
        for (int i = 0; i < probabilities.length; i++) {
            if (!scripts.get(i).contains(script)) {
                continue;
            }
            boolean isOwn = ownLanguages.contains(languages[i]);
            double log = Math.log(probabilities[i]) - (isOwn ? 0 : leads[i]);
            if (isOwn && log > ownLog) {
                own = languages[i];
                ownLog = log;
            } else if (!isOwn && log > otherLog) {
                other = languages[i];
                otherLog = log;
            }
        }
        return new Guess(otherLog > ownLog ? other : own, own, otherLog - ownLog);
    }

    /** The different sequences of one to three chars, as in the model's training. */
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

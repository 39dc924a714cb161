package io.moderato.language;

import io.moderato.language.Sentence.Verdict;
import io.moderato.language.WordTally.Word;
import io.moderato.text.NormalizedText;
import io.moderato.text.NormalizedText.Form;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Judges one sentence: its script first; then its common words, which decide for most English; then words and letters together, weighed
 * by a logistic regression (fitted on public English posts and on the translations in Debian packages, see decision 16).
 */
final class SentenceJudge {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private static final double BIAS = -0.35;
    /**
     * Weights for each unit by which the detector finds another language likelier: a larger weight for the first .3 than for the rest up to
     * .8.
     */
    private static final double LETTERS = -3.4;

    private static final double FIRST_LETTERS = -6.1;
    /** Weights for each common word, up to three, that only the model's languages have or that only other languages have. */
    private static final double OWN_WORD = 1.4;

    private static final double OTHER_WORD = -0.7;
    /** The weight of a sentence that has only known words. */
    private static final double KNOWN = 3.1;

    private static final double CHARS_OF_PIECE = 0.3;
    /** The weight of a length of 60 chars and more: a long sentence without a sign of the model's languages is in another language. */
    private static final double LENGTH = -3.2;

    /** From this sum on a sentence is read. The limit is low, because missing an attack is worse than reading too much. */
    private static final double READ = -1.3;
    /** From this sum on the language counts as known. */
    private static final double SURE = 0;
    /** Below this sum a sentence is in another language, even among sentences in the model's languages. */
    private static final double SURELY_OTHER = -4;

    /** The fewest letters that tell the language of a text in a script that several languages share. */
    private static final int FEWEST_NAMED_LETTERS = 24;

    /** The fewest Latin words that are read in a sentence of another script; fewer are names and borrowed words. */
    private static final int FEWEST_LATIN_WORDS = 3;

    private final LanguageDetector detector;
    private final CommonWords common;
    private final Set<String> languages;
    private final long ownBits;
    private final Set<UnicodeScript> scripts;
    private final Vocabulary vocabulary;

    SentenceJudge(LanguageDetector detector, CommonWords common, Set<String> languages, Vocabulary vocabulary) {
        this.detector = detector;
        this.common = common;
        this.languages = languages;
        this.ownBits = common.bitsOf(languages);
        this.scripts = Scripts.of(languages);
        this.vocabulary = vocabulary;
    }

    /** Judges text[start, end) of the light form. */
    Sentence judge(NormalizedText light, int start, int end) {
        WordTally tally = tally(light.text(), start, end);
        UnicodeScript script = Scripts.mostOf(light.text(), start, end);
        if (script == null || tally.words().isEmpty()) {
            return new Sentence(start, end, 0, Verdict.WORDLESS, null, List.of());
        }
        if (script != UnicodeScript.LATIN && !scripts.contains(script)) {
            String named = Scripts.languageOf(script);
            String language = named != null
                    ? named
                    : tally.chars() < FEWEST_NAMED_LETTERS
                            ? null
                            : guess(tally, script).language();
            return new Sentence(start, end, tally.chars(), Verdict.OTHER, language, latinRuns(light, tally.words()));
        }
        return judge(light, start, end, tally, script);
    }

    private Sentence judge(NormalizedText light, int start, int end, WordTally tally, UnicodeScript script) {
        return isPlainlyOwn(tally)
                ? new Sentence(start, end, tally.chars(), Verdict.OWN, ownLanguage(), List.of())
                : weigh(light, start, end, tally, script);
    }

    /** The readable parts among Latin words that stand together in a sentence of another script. */
    private List<Span> latinRuns(NormalizedText light, List<Word> words) {
        List<Span> runs = new ArrayList<>();
        for (int first = 0; first < words.size(); first++) {
            int next = first;
            while (next < words.size() && isLatin(light.text(), words.get(next))) {
                next++;
            }
            if (next - first >= FEWEST_LATIN_WORDS) {
                int start = words.get(first).start();
                int end = words.get(next - 1).end();
                Sentence sentence = judge(light, start, end, tally(light.text(), start, end), UnicodeScript.LATIN);
                switch (sentence.verdict()) {
                    case OWN, PERHAPS_OWN ->
                        runs.add(
                                new Span(light.originalStart(sentence.start()), light.originalEnd(sentence.end() - 1)));
                    case PERHAPS_OTHER, OTHER, WORDLESS -> runs.addAll(sentence.runs());
                }
            }
            first = Math.max(first, next);
        }
        return runs;
    }

    private static boolean isLatin(String text, Word word) {
        return UnicodeScript.of(text.codePointAt(word.start())) == UnicodeScript.LATIN;
    }

    private Sentence weigh(NormalizedText light, int start, int end, WordTally posted, UnicodeScript script) {
        int base = light.originalStart(start);
        NormalizedText skeleton =
                NormalizedText.of(light.original().substring(base, light.originalEnd(end - 1)), Form.SKELETON);
        WordTally plain = tally(skeleton.text(), 0, skeleton.length());
        boolean disguised = !withoutAccents(posted.letters()).equals(plain.letters());
        WordTally tally = isRevealed(posted, plain, disguised) ? plain : posted;
        if (tally == plain && isPlainlyOwn(plain)) {
            return new Sentence(start, end, posted.chars(), Verdict.OWN, ownLanguage(), List.of());
        }
        LanguageDetector.Guess guess = guess(posted, script);
        double foreign = tally == posted
                ? guess.foreign()
                : Math.min(guess.foreign(), guess(plain, script).foreign());
        double score = score(tally, foreign);
        boolean named = tally.own() == 0
                && posted.other() > 0
                && posted.other() * 2 >= posted.words().size();
        if (score >= READ && !(named && posted.other() == posted.words().size())) {
            boolean sure = score >= SURE;
            return new Sentence(
                    start,
                    end,
                    posted.chars(),
                    sure ? Verdict.OWN : Verdict.PERHAPS_OWN,
                    sure ? guess.own() : null,
                    List.of());
        }
        boolean sure = score < SURELY_OTHER || (named && posted.other() >= 2);
        int other = named ? posted.likeliestOther() : -1;
        String language = other >= 0 ? common.language(other) : sure ? guess.language() : null;
        List<Span> runs = disguised && plain.own() > posted.own()
                ? ReadableRuns.of(plain.words(), skeleton, base)
                : ReadableRuns.of(posted.words(), light, 0);
        return new Sentence(start, end, posted.chars(), sure ? Verdict.OTHER : Verdict.PERHAPS_OTHER, language, runs);
    }

    private static double score(WordTally tally, double foreign) {
        return BIAS
                + LETTERS * Math.clamp(foreign, -0.8, 0.8)
                + FIRST_LETTERS * Math.clamp(foreign, -0.3, 0.3)
                + OWN_WORD * Math.min(tally.own(), 3)
                + OTHER_WORD * Math.min(tally.other(), 3)
                + KNOWN * tally.known()
                + CHARS_OF_PIECE * Math.min(tally.charsOfPiece(), 6)
                + LENGTH * Math.min(tally.evidence(), 60) / 60;
    }

    /** Whether common words alone tell that a sentence is in a language of the model. They do for seven of ten English sentences. */
    private static boolean isPlainlyOwn(WordTally tally) {
        int own = tally.own();
        boolean many = own >= 2 && own * 4 >= tally.words().size();
        return tally.other() == 0 ? many || (own > 0 && tally.known() >= 0.8) : many && own - 2 * tally.other() >= 2;
    }

    /**
     * Whether words of the model's languages appear when disguises are removed. If only accents are removed, more words are needed: without
     * accents, a Vietnamese sentence is full of short English words.
     */
    private static boolean isRevealed(WordTally posted, WordTally plain, boolean disguised) {
        return disguised
                ? plain.own() > posted.own() || plain.known() > posted.known() + 0.2
                : plain.own() >= posted.own() + 2 && isPlainlyOwn(plain) && (plain.own() > 2 || plain.known() >= 0.8);
    }

    private static String withoutAccents(String words) {
        return MARKS.matcher(Normalizer.normalize(words, Normalizer.Form.NFD)).replaceAll("");
    }

    private WordTally tally(String text, int start, int end) {
        return WordTally.of(text, start, end, common, ownBits, vocabulary);
    }

    private LanguageDetector.Guess guess(WordTally tally, UnicodeScript script) {
        return detector.guess(tally.letters(), script, languages);
    }

    private @Nullable String ownLanguage() {
        return languages.size() == 1 ? languages.iterator().next() : null;
    }
}

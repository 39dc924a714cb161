package io.moderato.language;

import io.moderato.content.NormalizedText;
import io.moderato.content.NormalizedText.Form;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells which sentences of a text a model can read, and the language of the text. Thread-safe; the time is linear in the length of the
 * text; the same text gets the same answer.
 *
 * <p>A sentence is left out only where something says that it is in another language: its script, its common words, or the order of
 * its letters. Common words decide for most texts; the detector is asked about the rest. What is too short for both is read if the
 * model knows its words. See decision 16.
 */
public final class LanguageReader {
    private final LanguageDetector detector;
    private final CommonWords common;
    private final Set<String> languages;
    private final long ownBits;
    private final boolean limited;
    private final Set<UnicodeScript> scripts;
    private final KnownWords known;

    /**
     * A reader for one model.
     *
     * @param languages the languages that the model reads, as BCP 47 primary tags; if there is none, or one that the detector does not
     *     know, everything is read
     * @param known the words that the model learned whole
     */
    public LanguageReader(LanguageDetector detector, Set<String> languages, KnownWords known) {
        this.detector = detector;
        this.common = CommonWords.load();
        this.languages = Set.copyOf(languages);
        this.ownBits = common.bitsOf(languages);
        this.limited = !languages.isEmpty() && detector.knows(languages);
        this.scripts = Scripts.of(languages);
        this.known = known;
    }

    /**
     * What the model can read of a text.
     *
     * @param hint the language that the author's platform names, if it does: it decides between languages that are as likely as each
     *     other, never whether something is read
     */
    public Reading read(String text, @Nullable String hint) {
        NormalizedText light = NormalizedText.of(text);
        List<Sentence> sentences = new ArrayList<>();
        int start = 0;
        for (int end : Sentences.ends(light.text())) {
            sentences.add(judge(light, start, end));
            start = end;
        }
        return reading(text, light, sentences);
    }

    /** What is known of a sentence, text[start, end) of the light form. */
    private record Sentence(int start, int end, int letters, Verdict verdict, @Nullable String language, List<Span> runs) {}

    private enum Verdict {
        /** In a language of the model. */
        OWN,
        /** In another language. */
        OTHER,
        /** Too short or too mixed to tell; the model knows its words. */
        UNCLEAR_KNOWN,
        /** Too short or too mixed to tell, and not of words that the model knows. */
        UNCLEAR_UNKNOWN,
        /** Nothing but digits, punctuation, emoji: whatever stands beside it decides. */
        WORDLESS
    }

    private Sentence judge(NormalizedText light, int start, int end) {
        String text = light.text();
        UnicodeScript script = Scripts.mostOf(text, start, end);
        WordTally tally = WordTally.of(text, start, end, common, ownBits, known);
        if (script == null || tally.letterCount() == 0) {
            return new Sentence(start, end, 0, Verdict.WORDLESS, null, List.of());
        }
        if (!limited) {
            String language = detector.guess(tally.letters(), languages).language();
            return new Sentence(start, end, tally.letterCount(), Verdict.OWN, language, List.of());
        }
        Evidence evidence = script == UnicodeScript.LATIN || scripts.contains(script)
                ? evidence(light, start, end, tally)
                : new Evidence(Verdict.OTHER, ofScript(script, tally));
        List<Span> runs = evidence.verdict == Verdict.OTHER ? ReadableRuns.of(tally.words()) : List.of();
        return new Sentence(start, end, tally.letterCount(), evidence.verdict, evidence.language, runs);
    }

    private record Evidence(Verdict verdict, @Nullable String language) {}

    private String ofScript(UnicodeScript script, WordTally tally) {
        String language = Scripts.languageOf(script);
        return language != null ? language : detector.guess(tally.letters(), languages).language();
    }

    private Evidence evidence(NormalizedText light, int start, int end, WordTally tally) {
        if (isOwn(tally)) {
            return new Evidence(Verdict.OWN, onlyLanguage());
        }
        String original = light.original().substring(light.originalStart(start), light.originalEnd(end - 1));
        String skeleton = NormalizedText.of(original, Form.SKELETON).text();
        WordTally plain = WordTally.of(skeleton, 0, skeleton.length(), common, ownBits, known);
        if (isOwn(plain)) {
            return new Evidence(Verdict.OWN, onlyLanguage());
        }
        int other = tally.likeliestOther();
        if (other >= 0 && tally.other() >= 2 && tally.own() == 0 && plain.own() == 0) {
            return new Evidence(Verdict.OTHER, common.language(other));
        }
        LanguageDetector.Guess guess = detector.guess(tally.letters(), languages);
        double foreign = guess.foreign();
        foreign = Math.min(foreign, detector.guess(plain.letters(), languages).foreign());
        foreign += 0.1 * tally.other() - 0.1 * Math.max(tally.own(), plain.own());
        double coverage = Math.max(tally.coverage(), plain.coverage());
        if (foreign < 0) {
            return new Evidence(Verdict.OWN, onlyLanguage());
        }
        if (foreign > LIMIT) {
            return new Evidence(Verdict.OTHER, guess.language());
        }
        return new Evidence(coverage >= COVERAGE ? Verdict.UNCLEAR_KNOWN : Verdict.UNCLEAR_UNKNOWN, null);
    }

    private static final double LIMIT = 0.25;
    private static final double COVERAGE = 0.7;

    private static boolean isOwn(WordTally tally) {
        int own = tally.own();
        int other = tally.other();
        int count = tally.words().size();
        if (own == 0) {
            return false;
        }
        return other == 0 ? own * 4 >= count || tally.coverage() >= .8 : own - 2 * other >= 2 && own * 4 >= count;
    }

    private @Nullable String onlyLanguage() {
        return languages.size() == 1 ? languages.iterator().next() : null;
    }

    private Reading reading(String text, NormalizedText light, List<Sentence> sentences) {
        List<Span> parts = new ArrayList<>();
        boolean whole = true;
        int from = -1;
        int to = -1;
        for (int i = 0; i < sentences.size(); i++) {
            Sentence sentence = sentences.get(i);
            int start = light.originalStart(sentence.start);
            int end = light.originalEnd(sentence.end - 1);
            boolean read = switch (sentence.verdict) {
                case OWN, UNCLEAR_KNOWN -> true;
                case OTHER -> false;
                case UNCLEAR_UNKNOWN, WORDLESS -> besideOwn(sentences, i);
            };
            if (read) {
                from = from < 0 ? start : from;
                to = end;
                continue;
            }
            whole = false;
            if (from >= 0) {
                parts.add(new Span(from, to));
                from = -1;
            }
            for (Span run : sentence.runs) {
                parts.add(new Span(light.originalStart(run.start()), light.originalEnd(run.end() - 1)));
            }
        }
        if (from >= 0) {
            parts.add(new Span(from, to));
        }
        if (whole) {
            parts = text.isEmpty() ? List.of() : List.of(new Span(0, text.length()));
        }
        return new Reading(language(sentences), parts, whole);
    }

    private static boolean besideOwn(List<Sentence> sentences, int i) {
        boolean wordless = sentences.get(i).verdict == Verdict.WORDLESS;
        Verdict before = i == 0 ? null : sentences.get(i - 1).verdict;
        Verdict after = i + 1 == sentences.size() ? null : sentences.get(i + 1).verdict;
        if (before == Verdict.OWN || after == Verdict.OWN) {
            return true;
        }
        return wordless && before == null && after == null;
    }

    private static @Nullable String language(List<Sentence> sentences) {
        Map<String, Integer> letters = new TreeMap<>();
        int all = 0;
        for (Sentence sentence : sentences) {
            all += sentence.letters;
            if (sentence.language != null) {
                letters.merge(sentence.language, sentence.letters, Integer::sum);
            }
        }
        for (Map.Entry<String, Integer> entry : letters.entrySet()) {
            if (entry.getValue() * 3 >= all * 2) {
                return entry.getKey();
            }
        }
        return null;
    }
}

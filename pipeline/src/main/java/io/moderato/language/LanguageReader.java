package io.moderato.language;

import io.moderato.text.NormalizedText;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Arrays;
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
 * <p>A sentence is left out only if its script, its common words or the order of its letters say that it is in another language. A sentence
 * that is too short for that is read if the model's tokenizer knows its words. See decision 16.
 */
public final class LanguageReader {
    private final SentenceJudge judge;
    private final boolean readsAll;

    /**
     * A reader for one model.
     *
     * @param languages the languages that the model reads, as BCP 47 primary tags; if there is none, or one that the detector does not
     *     know, everything is read
     * @param vocabulary the vocabulary of the model
     */
    public LanguageReader(LanguageDetector detector, Set<String> languages, Vocabulary vocabulary) {
        this.judge = new SentenceJudge(detector, CommonWords.load(), Set.copyOf(languages), vocabulary);
        this.readsAll = languages.isEmpty() || !detector.knows(languages);
    }

    /**
     * Finds the parts of a text that the model can read.
     *
     * @param hint the language that the author's platform names, as a BCP 47 tag: it is used as the language of the text if that could not
     *     be detected, and never decides whether something is read
     */
    public Reading read(String text, @Nullable String hint) {
        NormalizedText light = NormalizedText.of(text);
        List<Sentence> sentences = new ArrayList<>();
        int start = 0;
        for (int end : Sentences.ends(light.text())) {
            sentences.add(judge.judge(light, start, end));
            start = end;
        }
        String told = language(sentences);
        String language = told != null || hint == null ? told : hinted(hint, light.text());
        boolean[] read = readsAll ? null : read(sentences);
        return reading(text, light, sentences, read, language);
    }

    /**
     * For each sentence, whether it is read. A doubtful sentence is treated like the nearest sentence before or after it that is not
     * doubtful.
     */
    private static boolean[] read(List<Sentence> sentences) {
        boolean[] read = new boolean[sentences.size()];
        boolean own = false;
        for (int i = 0; i < read.length; i++) {
            own = follows(sentences.get(i), own);
            read[i] = own;
        }
        own = false;
        boolean words = false;
        for (int i = read.length - 1; i >= 0; i--) {
            own = follows(sentences.get(i), own);
            read[i] |= own;
            words |= sentences.get(i).verdict() != Sentence.Verdict.WORDLESS;
        }
        if (!words) {
            Arrays.fill(read, true);
        }
        return read;
    }

    private static boolean follows(Sentence sentence, boolean own) {
        return switch (sentence.verdict()) {
            case OWN, PERHAPS_OWN -> true;
            case OTHER -> false;
            case PERHAPS_OTHER, WORDLESS -> own;
        };
    }

    private static Reading reading(
            String text,
            NormalizedText light,
            List<Sentence> sentences,
            boolean @Nullable [] read,
            @Nullable String language) {
        Parts parts = new Parts(text.length());
        for (int i = 0; i < sentences.size(); i++) {
            Sentence sentence = sentences.get(i);
            if (read == null || read[i]) {
                parts.add(light.originalStart(sentence.start()), light.originalEnd(sentence.end() - 1));
            } else {
                parts.leaveOut();
                sentence.runs().forEach(run -> {
                    parts.add(run.start(), run.end());
                    parts.leaveOut();
                });
            }
        }
        return new Reading(language, parts.spans(), parts.whole());
    }

    /** The language of the hint, unless the text is in a script that this language does not use. */
    private static @Nullable String hinted(String hint, String text) {
        String tag = primaryTag(hint);
        UnicodeScript script = Scripts.mostOf(text, 0, text.length());
        return tag == null || script == null || Scripts.of(List.of(tag)).contains(script) ? tag : null;
    }

    private static @Nullable String primaryTag(String hint) {
        String language =
                Locale.forLanguageTag(hint.replace('_', '-')).toLanguageTag().split("-", 2)[0];
        return language.equals("und") ? null : language;
    }

    private static @Nullable String language(List<Sentence> sentences) {
        Map<String, Integer> chars = new TreeMap<>();
        int all = 0;
        for (Sentence sentence : sentences) {
            all += sentence.chars();
            if (sentence.language() != null) {
                chars.merge(sentence.language(), sentence.chars(), Integer::sum);
            }
        }
        for (Map.Entry<String, Integer> entry : chars.entrySet()) {
            if (entry.getValue() * 3L >= all * 2L) {
                return entry.getKey();
            }
        }
        return null;
    }
}

package io.moderato.rules.engine;

import io.moderato.rules.Blocklist;
import io.moderato.rules.RuleSet;
import io.moderato.text.NormalizedText;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The terms of all keyword lists of a community, found as whole words however they are disguised. */
final class KeywordIndex {
    private final KeywordAutomaton automaton;
    private final List<Blocklist> lists;
    /** The lists of word n are listsOf[firstList[n]] to listsOf[firstList[n + 1] - 1]. */
    private final int[] firstList;

    private final short[] listsOf;
    private final int[] lengths;

    private KeywordIndex(
            KeywordAutomaton automaton, List<Blocklist> lists, int[] firstList, short[] listsOf, int[] lengths) {
        this.automaton = automaton;
        this.lists = lists;
        this.firstList = firstList;
        this.listsOf = listsOf;
        this.lengths = lengths;
    }

    /** An index of the terms of those lists. */
    static KeywordIndex of(List<RuleSet.ListedTerms> keywordLists) {
        if (keywordLists.size() > Short.MAX_VALUE) {
            throw new IllegalArgumentException("More than " + Short.MAX_VALUE + " keyword lists in one community");
        }
        List<Entry> entries = new ArrayList<>();
        for (short list = 0; list < keywordLists.size(); list++) {
            for (String term : keywordLists.get(list).terms()) {
                for (String form : forms(term)) {
                    entries.add(new Entry(form, list));
                }
            }
        }
        entries.sort(Comparator.comparing(Entry::form).thenComparing(Entry::list));
        List<String> words = new ArrayList<>(entries.size());
        int[] firstList = new int[entries.size() + 1];
        short[] listsOf = new short[entries.size()];
        int filled = 0;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            boolean sameWord = i > 0 && entries.get(i - 1).form().equals(entry.form());
            if (sameWord && entries.get(i - 1).list() == entry.list()) {
                continue;
            }
            if (!sameWord) {
                firstList[words.size()] = filled;
                words.add(entry.form());
            }
            listsOf[filled++] = entry.list();
        }
        firstList[words.size()] = filled;
        return new KeywordIndex(
                KeywordAutomaton.of(words.toArray(String[]::new)),
                keywordLists.stream().map(RuleSet.ListedTerms::list).toList(),
                firstList,
                listsOf,
                words.stream().mapToInt(String::length).toArray());
    }

    boolean isEmpty() {
        return lengths.length == 0;
    }

    int states() {
        return automaton.states();
    }

    /** The whole-word occurrences of terms in the text, by their offsets there; each list once for a place. */
    RuleHits search(String text) {
        RuleHits hits = new RuleHits();
        if (isEmpty()) {
            return hits;
        }
        for (NormalizedText skeleton : NormalizedText.skeletons(text)) {
            Folded folded = Folded.of(skeleton.text());
            automaton.search(folded.chars, folded.length, (word, end) -> {
                int start = end - lengths[word];
                if (folded.isWholeWord(start, end)) {
                    String rule = new String(folded.chars, start, end - start);
                    int from = skeleton.originalStart(folded.places[start]);
                    int to = skeleton.originalEnd(folded.places[end - 1]);
                    for (int i = firstList[word]; i < firstList[word + 1]; i++) {
                        hits.add(lists.get(listsOf[i]), rule, from, to);
                    }
                }
            });
        }
        return hits;
    }

    private static Set<String> forms(String term) {
        Set<String> forms = new LinkedHashSet<>();
        for (NormalizedText skeleton : NormalizedText.skeletons(term)) {
            Folded folded = Folded.of(skeleton.text().strip());
            if (folded.length > 0) {
                forms.add(new String(folded.chars, 0, folded.length));
            }
        }
        return forms;
    }

    private record Entry(String form, short list) {}

    /** A skeleton with any run of white space as one space, so that a phrase is found across lines; places are indexes of the skeleton. */
    private record Folded(char[] chars, int[] places, int length) {
        static Folded of(String skeleton) {
            char[] chars = new char[skeleton.length()];
            int[] places = new int[skeleton.length()];
            int length = 0;
            for (int i = 0; i < skeleton.length(); i++) {
                char c = Character.isWhitespace(skeleton.charAt(i)) ? ' ' : skeleton.charAt(i);
                if (c != ' ' || (length > 0 && chars[length - 1] != ' ')) {
                    chars[length] = c;
                    places[length++] = i;
                }
            }
            return new Folded(chars, places, length);
        }

        boolean isWholeWord(int start, int end) {
            boolean openLeft = start == 0
                    || !binds(Character.codePointAt(chars, start, length))
                    || !binds(Character.codePointBefore(chars, start));
            boolean openRight = end == length
                    || !binds(Character.codePointBefore(chars, end))
                    || !binds(Character.codePointAt(chars, end, length));
            return openLeft && openRight;
        }

        /** Whether this code point is part of a word: two such neighbours belong to the same word. */
        private static boolean binds(int codePoint) {
            return switch (Character.getType(codePoint)) {
                case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
                    separatesWords(codePoint);
                default -> Character.isLetterOrDigit(codePoint) && separatesWords(codePoint);
            };
        }

        /** Whether the script of the code point separates words; in a script that does not, a term may stand anywhere. */
        private static boolean separatesWords(int codePoint) {
            if (codePoint < 0x0E00) {
                return true;
            }
            UnicodeScript script = UnicodeScript.of(codePoint);
            return script != UnicodeScript.HAN
                    && script != UnicodeScript.HIRAGANA
                    && script != UnicodeScript.KATAKANA
                    && script != UnicodeScript.THAI
                    && script != UnicodeScript.LAO
                    && script != UnicodeScript.KHMER
                    && script != UnicodeScript.MYANMAR
                    && script != UnicodeScript.TIBETAN;
        }
    }
}

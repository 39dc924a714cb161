package io.moderato.rules.engine;

import io.moderato.rules.Blocklist;
import io.moderato.rules.RuleSet;
import io.moderato.text.NormalizedText;
import io.moderato.text.Skeletons;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The terms of all keyword lists of a community, found as whole words however they are disguised. */
final class KeywordIndex {
    private final KeywordAutomaton automaton;
    private final List<Blocklist> lists;
    /** The lists of word n are listsOf[firstList[n]] to listsOf[firstList[n + 1] - 1]. */
    private final int[] firstList;

    private final short[] listsOf;
    /** For each of listsOf: the term, if it repeats a letter as often as only disguises do; mostly null. */
    private final @Nullable RepeatedLetters[] repeated;

    private final int[] lengths;

    private KeywordIndex(
            KeywordAutomaton automaton,
            List<Blocklist> lists,
            int[] firstList,
            short[] listsOf,
            @Nullable RepeatedLetters[] repeated,
            int[] lengths) {
        this.automaton = automaton;
        this.lists = lists;
        this.firstList = firstList;
        this.listsOf = listsOf;
        this.repeated = repeated;
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
                RepeatedLetters repeated = RepeatedLetters.of(term);
                for (String form : forms(term)) {
                    entries.add(new Entry(form, list, repeated));
                }
            }
        }
        // of the terms of one list that look the same, the one that asks least comes first
        entries.sort(
                Comparator.comparing(Entry::form).thenComparing(Entry::list).thenComparing(Entry::asked));
        List<String> words = new ArrayList<>(entries.size());
        int[] firstList = new int[entries.size() + 1];
        short[] listsOf = new short[entries.size()];
        @Nullable RepeatedLetters[] repeated = new RepeatedLetters[entries.size()];
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
            repeated[filled] = entry.repeated();
            listsOf[filled++] = entry.list();
        }
        firstList[words.size()] = filled;
        return new KeywordIndex(
                KeywordAutomaton.of(words.toArray(String[]::new)),
                keywordLists.stream().map(RuleSet.ListedTerms::list).toList(),
                firstList,
                listsOf,
                repeated,
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
        Skeletons skeletons = Skeletons.of(text);
        LeetReading leet = new LeetReading(text);
        for (NormalizedText skeleton : skeletons.all()) {
            search(text, skeleton, Folded.of(skeleton.text()), leet, hits);
        }
        if (Neighbours.areIn(text)) {
            for (NormalizedText skeleton : skeletons.withoutLeet()) {
                search(text, skeleton, Folded.of(skeleton.text().replace('_', ' ')), null, hits);
            }
        }
        return hits;
    }

    /** Looks for words in one form of a text; {@code leet} is null where digits and signs are not read as letters. */
    private void search(
            String text, NormalizedText skeleton, Folded folded, @Nullable LeetReading leet, RuleHits hits) {
        automaton.search(folded.chars, folded.length, (word, end) -> {
            int start = end - lengths[word];
            if (!(leet == null ? folded.isBesideSigns(start, end) : folded.isWholeWord(start, end))) {
                return;
            }
            int from = skeleton.originalStart(folded.places[start]);
            int to = skeleton.originalEnd(folded.places[end - 1]);
            if (leet != null && leet.isDoubtful(from, to)) {
                return;
            }
            String rule = new String(folded.chars, start, end - start);
            for (int i = firstList[word]; i < firstList[word + 1]; i++) {
                RepeatedLetters asked = repeated[i];
                if (asked == null || asked.areIn(text.substring(from, to))) {
                    hits.add(lists.get(listsOf[i]), asked == null ? rule : asked.letters(), from, to);
                }
            }
        });
    }

    private static Set<String> forms(String term) {
        Set<String> forms = new LinkedHashSet<>();
        for (NormalizedText skeleton : Skeletons.of(term).all()) {
            Folded folded = Folded.of(skeleton.text().strip());
            if (folded.length > 0) {
                forms.add(new String(folded.chars, 0, folded.length));
            }
        }
        return forms;
    }

    private record Entry(String form, short list, @Nullable RepeatedLetters repeated) {
        int asked() {
            return repeated == null ? 0 : repeated.count();
        }
    }

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

        /** Whether a word stands there between signs or digits that are glued to it. */
        boolean isBesideSigns(int start, int end) {
            return Neighbours.openBefore(chars, start) && Neighbours.openBehind(chars, end, length);
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

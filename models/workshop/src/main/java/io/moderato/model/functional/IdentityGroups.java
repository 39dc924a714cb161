package io.moderato.model.functional;

import io.moderato.text.NormalizedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The identity groups in sentences. Tells which groups a text names; this is not a judgement of the text. */
public final class IdentityGroups {
    /** Words for people. Beside them, an adjective with other meanings ("black", "old") names people. */
    private static final List<String> PEOPLE = List.of(
            "person",
            "people",
            "man",
            "men",
            "woman",
            "women",
            "guy",
            "guys",
            "girl",
            "girls",
            "boy",
            "boys",
            "kid",
            "kids",
            "child",
            "children",
            "folk",
            "folks",
            "student",
            "students",
            "community",
            "communities",
            "family",
            "families",
            "couple",
            "couples",
            "lady",
            "ladies",
            "male",
            "males",
            "female",
            "females",
            "individuals",
            "voters",
            "neighbors",
            "neighbours",
            "lives",
            "teenager",
            "teenagers",
            "friend",
            "friends",
            "americans",
            "american",
            "christian",
            "christians",
            "muslim",
            "muslims",
            "jew",
            "jews",
            "immigrants",
            "athletes",
            "actors",
            "actress");

    /** Words before "old" that only tell an age: "a two-year-old boy" is not old. */
    private static final Set<String> AGE = Set.of("year", "years", "month", "months", "week", "weeks", "day", "days");

    private static final IdentityGroups ALL = new IdentityGroups(IdentityGroup.read());

    private final List<IdentityGroup> groups;
    /** The phrases with their groups, by the first word of the phrase. */
    private final Map<String, List<Phrase>> phrases = new HashMap<>();

    private record Phrase(List<String> words, String group) {}

    private IdentityGroups(List<IdentityGroup> groups) {
        this.groups = groups;
        for (IdentityGroup group : groups) {
            for (String name : names(group)) {
                List<String> words = words(name);
                phrases.computeIfAbsent(words.getFirst(), w -> new ArrayList<>())
                        .add(new Phrase(words, group.key()));
            }
        }
    }

    private static Set<String> names(IdentityGroup group) {
        Set<String> names = new TreeSet<>(group.names());
        for (String form : List.of("GROUP", "MEMBER")) {
            group.forms().getOrDefault(form, List.of()).forEach(words -> names.add(words.toLowerCase(Locale.ROOT)));
        }
        for (String adjective : group.forms().getOrDefault("ADJ", List.of())) {
            switch (group.adjective()) {
                case ALONE -> names.add(adjective.toLowerCase(Locale.ROOT));
                case BESIDE_PEOPLE ->
                    PEOPLE.forEach(people -> names.add(adjective.toLowerCase(Locale.ROOT) + " " + people));
                case NEVER -> {}
            }
        }
        group.notNames().forEach(names::remove);
        return names;
    }

    static List<IdentityGroup> all() {
        return ALL.groups;
    }

    /** The keys of all groups. */
    static Set<String> keys() {
        return new TreeSet<>(ALL.groups.stream().map(IdentityGroup::key).toList());
    }

    /**
     * The keys of the groups that a text names. Whole words are looked up in the text's light form. Adjectives with other meanings count
     * only beside a word for people ("black woman", not "black coffee"). Slurs do not count as names.
     */
    public static Set<String> namedIn(String text) {
        List<String> words = words(NormalizedText.of(text).text());
        Set<String> named = new TreeSet<>();
        for (int at = 0; at < words.size(); at++) {
            if (at > 0 && AGE.contains(words.get(at - 1)) && words.get(at).equals("old")) {
                continue;
            }
            for (Phrase phrase : ALL.phrases.getOrDefault(words.get(at), List.of())) {
                int end = at + phrase.words().size();
                if (end <= words.size() && words.subList(at, end).equals(phrase.words())) {
                    named.add(phrase.group());
                }
            }
        }
        return named;
    }

    /** The words of a text: letters in lower case. An apostrophe ends a word, so that "women's" names women. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean letter = i < text.length() && Character.isLetter(text.charAt(i));
            if (letter && start < 0) {
                start = i;
            } else if (!letter && start >= 0) {
                words.add(text.substring(start, i).toLowerCase(Locale.ROOT));
                start = -1;
            }
        }
        return words;
    }
}

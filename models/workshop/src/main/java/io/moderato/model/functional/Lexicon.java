package io.moderato.model.functional;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/**
 * The words that fill gaps. A list of a lexicon file is either a plain list or {@code {"forms": [...], "entries": ["kill/killed", ...]}}. A
 * pattern asks for a form by {@code {list.form}}. Entries are patterns themselves. {@code {number:##-##}} stands for random digits.
 */
final class Lexicon {
    private static final String NUMBER = "number:";

    private final Map<String, List<Pattern>> lists = new HashMap<>();

    /** Reads the lists of those resources and checks that every gap can be filled. */
    static Lexicon read(String... resources) {
        Lexicon lexicon = new Lexicon();
        for (String resource : resources) {
            for (Map.Entry<String, JsonNode> list : Resource.read(resource).properties()) {
                lexicon.add(list.getKey(), list.getValue());
            }
        }
        lexicon.lists.forEach((name, entries) ->
                entries.forEach(entry -> entry.gaps().forEach(gap -> {
                    if (gap.equals(name)
                            || !(lexicon.has(gap) || IdentityGroup.isForm(gap) || gap.equals(Sentence.ARTICLE))) {
                        throw new IllegalArgumentException("List '%s': nothing fills {%s}".formatted(name, gap));
                    }
                })));
        return lexicon;
    }

    private void add(String name, JsonNode list) {
        if (list.isArray()) {
            lists.put(name, patterns(Resource.strings(list)));
            return;
        }
        List<String> forms = Resource.strings(list.path("forms"));
        List<List<String>> columns = new ArrayList<>();
        forms.forEach(form -> columns.add(new ArrayList<>()));
        for (String entry : Resource.strings(list.path("entries"))) {
            String[] words = entry.split("/", -1);
            if (words.length != forms.size()) {
                throw new IllegalArgumentException(
                        "List '%s': '%s' should have the forms %s".formatted(name, entry, forms));
            }
            for (int i = 0; i < words.length; i++) {
                columns.get(i).add(words[i]);
            }
        }
        for (int i = 0; i < forms.size(); i++) {
            lists.put(name + "." + forms.get(i), patterns(columns.get(i)));
        }
    }

    private static List<Pattern> patterns(List<String> entries) {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("A list without entries");
        }
        return entries.stream().map(Pattern::of).toList();
    }

    /** Whether that gap can be filled. */
    boolean has(String gap) {
        return gap.startsWith(NUMBER) || lists.containsKey(gap);
    }

    /** The words of the entries that always have a capital: names. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        lists.values().forEach(entries -> entries.forEach(entry -> addNames(entry.source(), names)));
        return names;
    }

    static void addNames(String words, Set<String> names) {
        for (String word : words.split("[^\\p{L}]+")) {
            if (!word.isEmpty() && Character.isUpperCase(word.charAt(0))) {
                names.add(word);
            }
        }
    }

    /** The gaps of groups that the words for this gap may contain. */
    Set<String> formsWithin(String gap) {
        Set<String> forms = new TreeSet<>();
        for (Pattern entry : lists.getOrDefault(gap, List.of())) {
            for (String inner : entry.gaps()) {
                if (IdentityGroup.isForm(inner)) {
                    forms.add(inner);
                } else {
                    forms.addAll(formsWithin(inner));
                }
            }
        }
        return forms;
    }

    /** Fills a gap. Gaps inside the words that fill it are filled by {@code inner}. */
    void fill(String gap, Pattern.Filling inner, RandomGenerator random, StringBuilder out) {
        if (gap.startsWith(NUMBER)) {
            for (int i = NUMBER.length(); i < gap.length(); i++) {
                char c = gap.charAt(i);
                out.append(
                        c == '#' ? (char) ('0' + random.nextInt(10)) : c == '%' ? (char) ('1' + random.nextInt(9)) : c);
            }
            return;
        }
        List<Pattern> entries = lists.get(gap);
        if (entries == null) {
            throw new IllegalArgumentException("Nothing fills {%s}".formatted(gap));
        }
        entries.get(random.nextInt(entries.size())).write(inner, random, out);
    }
}

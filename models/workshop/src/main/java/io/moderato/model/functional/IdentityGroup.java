package io.moderato.model.functional;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A group of people with a protected characteristic, and the words for it.
 *
 * @param key the group's name in tables, such as {@code gay_people}
 * @param kind the characteristic, such as {@code religion}
 * @param forms the words that fill each gap, by the gap's name in capitals: GROUP "gay people", MEMBER "gay man", ADJ "gay" …
 * @param names other words and phrases that name the group, in lower case
 * @param notNames forms that do not name the group when they are found in a text, in lower case
 * @param adjective the places where ADJ names the group
 */
record IdentityGroup(
        String key,
        String kind,
        Map<String, List<String>> forms,
        List<String> names,
        List<String> notNames,
        Adjective adjective) {

    /** The places where a group's adjective names the group. */
    enum Adjective {
        /** Everywhere: "Muslim". */
        ALONE,
        /** Beside a word for people: "black woman", not "black coffee". */
        BESIDE_PEOPLE,
        /** Nowhere, because the adjective often means something else: "poor guy". */
        NEVER;

        private static Adjective of(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT).replace(' ', '_'));
        }
    }

    /** Whether a gap belongs to a group and not to the lexicon. Such gaps are written in capitals. */
    static boolean isForm(String gap) {
        return gap.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c == '_');
    }

    /** Reads the groups, and the slurs, which are in a separate file. */
    static List<IdentityGroup> read() {
        JsonNode slurs = Resource.read("slurs.jsonc");
        List<IdentityGroup> groups = new ArrayList<>();
        for (Map.Entry<String, JsonNode> kind : Resource.read("groups.jsonc").properties()) {
            for (Map.Entry<String, JsonNode> group : kind.getValue().properties()) {
                Map<String, List<String>> forms = new HashMap<>();
                for (JsonNode node : List.of(group.getValue(), slurs.path(group.getKey()))) {
                    for (Map.Entry<String, JsonNode> form : node.properties()) {
                        if (isForm(form.getKey())) {
                            forms.put(form.getKey(), Resource.strings(form.getValue()));
                        }
                    }
                }
                groups.add(new IdentityGroup(
                        group.getKey(),
                        kind.getKey(),
                        Map.copyOf(forms),
                        Resource.strings(group.getValue().path("names")),
                        Resource.strings(group.getValue().path("notNames")),
                        Adjective.of(group.getValue().path("adjective").asString("alone"))));
            }
        }
        return List.copyOf(groups);
    }

    /** Whether all these gaps can be filled for this group. */
    boolean hasForms(Set<String> gaps) {
        return forms.keySet().containsAll(gaps);
    }
}

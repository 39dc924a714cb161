package io.moderato.model.functional;

import io.moderato.model.data.DataFolder.Split;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A pattern of a function's sentences, with the groups that fit. A template always belongs to the same split. */
final class Template {
    private static final double VALIDATION_SHARE = 0.2;

    private final Pattern pattern;
    private final List<IdentityGroup> groups;

    private Template(Pattern pattern, List<IdentityGroup> groups) {
        this.pattern = pattern;
        this.groups = groups;
    }

    /**
     * Reads a template.
     *
     * @param kinds the kinds of groups that make sense in the template; empty for all kinds
     * @throws IllegalArgumentException if a gap can never be filled
     */
    static Template of(String source, Set<String> kinds, Lexicon lexicon) {
        Pattern pattern = Pattern.of(source);
        Set<String> forms = new TreeSet<>();
        for (String gap : pattern.gaps()) {
            if (IdentityGroup.isForm(gap)) {
                forms.add(gap);
            } else if (!gap.equals(Sentence.ARTICLE) && !lexicon.has(gap)) {
                throw new IllegalArgumentException("Template \"%s\": nothing fills {%s}".formatted(source, gap));
            }
            forms.addAll(lexicon.formsWithin(gap));
        }
        forms.remove(Sentence.OTHER);
        if (forms.isEmpty()) {
            return new Template(pattern, List.of());
        }
        List<IdentityGroup> groups = IdentityGroups.all().stream()
                .filter(group -> kinds.isEmpty() || kinds.contains(group.kind()) || kinds.contains(group.key()))
                .filter(group -> group.hasForms(forms))
                .toList();
        if (groups.isEmpty()) {
            throw new IllegalArgumentException(
                    "Template \"%s\": no group of %s has %s".formatted(source, kinds, forms));
        }
        return new Template(pattern, groups);
    }

    Pattern pattern() {
        return pattern;
    }

    /** The groups that fit; empty if the template has no gap for a group. */
    List<IdentityGroup> groups() {
        return groups;
    }

    /** The split of the template. Only the template's words decide it, so that other templates can be added or removed. */
    Split split() {
        return share(pattern.source()) < VALIDATION_SHARE ? Split.VALIDATION : Split.TRAIN;
    }

    /** A number in [0, 1) that looks random and is always the same for a text. */
    static double share(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        // FNV-1a mixes its high bits badly on short texts; this is the finaliser of MurmurHash3
        hash = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
        hash = (hash ^ (hash >>> 33)) * 0xC4CEB9FE1A85EC53L;
        hash ^= hash >>> 33;
        return (hash >>> 11) * 0x1.0p-53;
    }
}

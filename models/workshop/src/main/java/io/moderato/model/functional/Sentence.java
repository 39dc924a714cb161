package io.moderato.model.functional;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Writes the plain sentence of a template: fills the gaps and puts articles and capitals in order. */
final class Sentence {
    /** The article in templates. It becomes "a" or "an", depending on the next word. */
    static final String ARTICLE = "an";
    /** The gap for a group other than the sentence's own group. */
    static final String OTHER = "OTHER";

    private static final char ARTICLE_MARK = '\uE000';
    private static final Set<String> CONSONANT_SOUNDS =
            Set.of("uni", "use", "usu", "uti", "one", "eur", "ubi", "uk ", "usb");
    private static final Set<String> SILENT_H = Set.of("hon", "hou", "hei");

    private Sentence() {}

    static String write(Template template, @Nullable IdentityGroup group, Lexicon lexicon, RandomGenerator random) {
        StringBuilder out = new StringBuilder();
        // a sentence uses the same word for its group throughout: "the only good Turk is a dead Turk"
        Map<String, String> chosen = new HashMap<>();
        template.pattern().write((gap, numbers, text) -> fill(gap, group, chosen, lexicon, numbers, text), random, out);
        articles(out);
        return capitals(tidy(out.toString().strip()));
    }

    private static void fill(
            String gap,
            @Nullable IdentityGroup group,
            Map<String, String> chosen,
            Lexicon lexicon,
            RandomGenerator random,
            StringBuilder out) {
        if (gap.equals(ARTICLE)) {
            out.append(ARTICLE_MARK);
        } else if (IdentityGroup.isForm(gap)) {
            out.append(chosen.computeIfAbsent(gap, form -> word(form, group, random)));
        } else {
            lexicon.fill(
                    gap, (within, numbers, text) -> fill(within, group, chosen, lexicon, numbers, text), random, out);
        }
    }

    private static String word(String form, @Nullable IdentityGroup group, RandomGenerator random) {
        IdentityGroup of = form.equals(OTHER) ? other(group, random) : group;
        Map<String, List<String>> forms = of == null ? Map.of() : of.forms();
        List<String> words = forms.getOrDefault(form.equals(OTHER) ? "GROUP" : form, List.of());
        return words.get(random.nextInt(words.size()));
    }

    private static IdentityGroup other(@Nullable IdentityGroup group, RandomGenerator random) {
        List<IdentityGroup> all = IdentityGroups.all();
        int at = random.nextInt(all.size());
        return all.get(all.get(at) == group ? (at + 1) % all.size() : at);
    }

    /** Removes the double spaces that an empty alternative leaves. */
    private static String tidy(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            boolean hole = text.charAt(i) == ' ' && i + 1 < text.length() && " .,!?".indexOf(text.charAt(i + 1)) >= 0;
            if (!hole) {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }

    private static void articles(StringBuilder text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == ARTICLE_MARK) {
                int word = i + 1;
                while (word < text.length() && !Character.isLetterOrDigit(text.charAt(word))) {
                    word++;
                }
                String next =
                        text.substring(word, Math.min(text.length(), word + 3)).toLowerCase(java.util.Locale.ROOT);
                boolean vowel =
                        !next.isEmpty() && "aeiou".indexOf(next.charAt(0)) >= 0 && !CONSONANT_SOUNDS.contains(next)
                                || SILENT_H.contains(next);
                text.replace(i, i + 1, vowel ? "an" : "a");
            }
        }
    }

    private static String capitals(String text) {
        StringBuilder out = new StringBuilder(text);
        boolean start = true;
        for (int i = 0; i < out.length(); i++) {
            char c = out.charAt(i);
            if (c == ' ' && i > 0 && ".!?”".indexOf(out.charAt(i - 1)) >= 0) {
                start = start || out.charAt(i - 1) != '”' || (i > 1 && ".!?".indexOf(out.charAt(i - 2)) >= 0);
            } else if (start && "“”\"'( ".indexOf(c) < 0) {
                if (!isAddress(out, i)) {
                    out.setCharAt(i, Character.toUpperCase(c));
                }
                start = false;
            }
        }
        return out.toString();
    }

    /** Whether the word at that place is a link or a mail address. These keep their small letters. */
    private static boolean isAddress(StringBuilder text, int start) {
        for (int i = start; i < text.length() && text.charAt(i) != ' '; i++) {
            char c = text.charAt(i);
            if (c == '/' || c == '@' || (c == '.' && i + 1 < text.length() && Character.isLetter(text.charAt(i + 1)))) {
                return true;
            }
        }
        return false;
    }
}

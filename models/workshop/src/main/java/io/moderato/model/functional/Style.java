package io.moderato.model.functional;

import io.moderato.model.augment.NaturalNoise;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Writes a plain sentence in the style of the internet: with an opener, a closer, another case, missing apostrophes, abbreviations, slips.
 * The style does not depend on labels, so that no habit of writing tells whether a text is harmful.
 */
final class Style {
    private final Map<String, List<String>> openers = new HashMap<>();
    private final Map<String, List<String>> closers = new HashMap<>();
    private final Map<String, List<String>> shorthand = new HashMap<>();

    private final Set<String> names;

    private Style(Set<String> names) {
        this.names = names;
    }

    /**
     * Reads the habits of writing by register.
     *
     * @param names the words that always keep their capital
     */
    static Style read(Set<String> names) {
        Style style = new Style(Set.copyOf(names));
        JsonNode root = Resource.read("style.jsonc");
        root.path("openers").properties().forEach(r -> style.openers.put(r.getKey(), Resource.strings(r.getValue())));
        root.path("closers").properties().forEach(r -> style.closers.put(r.getKey(), Resource.strings(r.getValue())));
        root.path("shorthand")
                .properties()
                .forEach(w -> style.shorthand.put(w.getKey(), Resource.strings(w.getValue())));
        return style;
    }

    /** The openers of a register, in the form before a sentence. */
    List<String> openers(String register) {
        return of(openers, register);
    }

    List<String> closers(String register) {
        return of(closers, register);
    }

    String apply(String sentence, String register, RandomGenerator random) {
        String text = sentence;
        if (random.nextDouble() < 0.1) {
            text = shortened(text, random);
        }
        if (random.nextDouble() < 0.2) {
            text = random.nextInt(3) == 0 ? text.replace("'", "") : text.replace('\'', '’');
        }
        if (random.nextDouble() < 0.4) {
            text = quotes(text, random);
        }
        if (random.nextDouble() < 0.8) {
            text = text.replace(';', ',');
        }
        if (random.nextDouble() < 0.1) {
            text = NaturalNoise.TYPOS.apply(text, random);
        }
        if (random.nextDouble() < 0.22) {
            text = pick(openers(register), random) + " " + continued(text);
        }
        text = ending(text, register, random);
        double way = random.nextDouble();
        if (way < 0.28) {
            text = text.toLowerCase(Locale.ROOT);
        } else if (way < 0.31) {
            text = text.toUpperCase(Locale.ROOT);
        }
        return text;
    }

    private static String quotes(String text, RandomGenerator random) {
        return random.nextInt(3) == 0
                ? text.replace("“", "'").replace("”", "'")
                : text.replace('“', '"').replace('”', '"');
    }

    /** The sentence after an opener. Most sentences go on in small letters, unless the first word is a name. */
    private String continued(String text) {
        int end = 0;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        String first = text.substring(0, end);
        boolean shouted = end > 1 && first.equals(first.toUpperCase(Locale.ROOT));
        return first.isEmpty() || first.equals("I") || shouted || names.contains(first)
                ? text
                : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    private String ending(String text, String register, RandomGenerator random) {
        char last = text.charAt(text.length() - 1);
        double way = random.nextDouble();
        String ended = text;
        if (last == '.') {
            String bare = text.substring(0, text.length() - 1);
            ended = way < 0.4 ? bare : way < 0.48 ? bare + "!" : way < 0.52 ? bare + "..." : text;
        } else if (last == '!' || last == '?') {
            ended = way < 0.1 ? text.substring(0, text.length() - 1) : way < 0.16 ? text + last : text;
        }
        return random.nextDouble() < 0.14 ? ended + " " + pick(closers(register), random) : ended;
    }

    private String shortened(String text, RandomGenerator random) {
        StringBuilder out = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            out.append(out.isEmpty() ? "" : " ");
            List<String> shorter = shorthand.get(word.toLowerCase(Locale.ROOT));
            out.append(shorter == null || random.nextInt(4) == 0 ? word : pick(shorter, random));
        }
        return out.toString();
    }

    private static List<String> of(Map<String, List<String>> byRegister, String register) {
        List<String> words = byRegister.get(register);
        if (words == null) {
            throw new IllegalArgumentException("No register is named " + register);
        }
        return words;
    }

    private static String pick(List<String> words, RandomGenerator random) {
        return words.get(random.nextInt(words.size()));
    }
}

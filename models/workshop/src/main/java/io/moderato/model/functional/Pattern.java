package io.moderato.model.functional;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Text with choices and gaps: {@code "I [really |]can't stand {GROUP}"}. Square brackets hold alternatives, of which one is taken. Braces
 * name a gap.
 */
final class Pattern {
    /** Fills the gap of that name: writes to the end of the text. */
    @FunctionalInterface
    interface Filling {
        void fill(String gap, RandomGenerator random, StringBuilder out);
    }

    private sealed interface Part {}

    private record Words(String words) implements Part {}

    private record Gap(String name) implements Part {}

    private record Choice(List<List<Part>> alternatives) implements Part {}

    private final String source;
    private final List<Part> parts;
    private final Set<String> gaps = new TreeSet<>();
    private int at;

    private Pattern(String source) {
        this.source = source;
        this.parts = sequence(false);
        if (at < source.length()) {
            throw wrong("unexpected '%s'".formatted(source.charAt(at)));
        }
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if a bracket is not closed
     */
    static Pattern of(String source) {
        return new Pattern(source);
    }

    String source() {
        return source;
    }

    /** The names of the gaps in all alternatives. */
    Set<String> gaps() {
        return Set.copyOf(gaps);
    }

    /** Writes one of the texts that the pattern allows. */
    void write(Filling filling, RandomGenerator random, StringBuilder out) {
        write(parts, filling, random, out);
    }

    private static void write(List<Part> parts, Filling filling, RandomGenerator random, StringBuilder out) {
        for (Part part : parts) {
            switch (part) {
                case Words(String words) -> out.append(words);
                case Gap(String name) -> filling.fill(name, random, out);
                case Choice(List<List<Part>> alternatives) ->
                    write(alternatives.get(random.nextInt(alternatives.size())), filling, random, out);
            }
        }
    }

    private List<Part> sequence(boolean inChoice) {
        List<Part> sequence = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        while (at < source.length()) {
            char c = source.charAt(at);
            if (inChoice && (c == '|' || c == ']')) {
                break;
            }
            at++;
            if (c == '[' || c == '{') {
                if (!words.isEmpty()) {
                    sequence.add(new Words(words.toString()));
                    words.setLength(0);
                }
                sequence.add(c == '[' ? choice() : gap());
            } else if (c == ']' || c == '}') {
                throw wrong("unexpected '%s'".formatted(c));
            } else {
                words.append(c);
            }
        }
        if (!words.isEmpty()) {
            sequence.add(new Words(words.toString()));
        }
        return List.copyOf(sequence);
    }

    private Choice choice() {
        List<List<Part>> alternatives = new ArrayList<>();
        while (true) {
            alternatives.add(sequence(true));
            if (at >= source.length()) {
                throw wrong("'[' is not closed");
            }
            if (source.charAt(at++) == ']') {
                return new Choice(List.copyOf(alternatives));
            }
        }
    }

    private Gap gap() {
        int end = source.indexOf('}', at);
        if (end < 0) {
            throw wrong("'{' is not closed");
        }
        String name = source.substring(at, end);
        at = end + 1;
        gaps.add(name);
        return new Gap(name);
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("Pattern \"%s\": %s".formatted(source, what));
    }
}

package io.moderato.model.evaluate;

import java.util.List;

/**
 * How a model treats kinds of text that single sets do not show.
 *
 * @param threshold the toxicity score from which functional and obfuscated sentences count as called harmful: the one with the
 *     best balanced accuracy on the plain texts of the obfuscation sample
 * @param groups false positives on harmless text by the identity group it names
 * @param functions accuracy on functional sentences
 * @param obfuscations accuracy on texts written to get past a filter; the first is the plain text
 */
public record Behaviour(
        double threshold,
        List<GroupRate> groups,
        List<FunctionAccuracy> functions,
        List<ObfuscationAccuracy> obfuscations) {
    /** Nothing measured. */
    public static final Behaviour NONE = new Behaviour(0.5, List.of(), List.of(), List.of());

    /** Copies the lists; an absent one is empty. */
    public Behaviour {
        groups = groups == null ? List.of() : List.copyOf(groups);
        functions = functions == null ? List.of() : List.copyOf(functions);
        obfuscations = obfuscations == null ? List.of() : List.copyOf(obfuscations);
    }

    /** Where the harmless text of a {@link GroupRate} comes from. */
    public enum Source {
        /** Posts of the labelled sets. */
        POSTS,
        /** The functional sentences. */
        FUNCTIONAL
    }

    /**
     * How often harmless text about a group is held against its author.
     *
     * @param group an identity group, {@link #ANY} or {@link #NONE_NAMED}
     * @param rejected the share that reaches the limit for rejection in some category
     * @param reviewed the share that reaches the limit for review, the rejected ones among it
     */
    public record GroupRate(Source source, String group, Rate rejected, Rate reviewed) {
        /** All text that names at least one group. */
        public static final String ANY = "any_group";
        /** All text that names no group. */
        public static final String NONE_NAMED = "no_group";
    }

    /**
     * The share of a function's sentences on the right side of the threshold.
     *
     * @param harmful whether its sentences should reach the threshold
     */
    public record FunctionAccuracy(String function, boolean harmful, long n, double accuracy) {}

    /**
     * The share of texts on the right side of the threshold, half of them harmful, half harmless.
     *
     * @param obfuscation the name of the obfuscation in lower case, or {@link #PLAIN}
     * @param recall the share of the harmful texts that reach the threshold
     * @param specificity the share of the harmless texts that do not
     */
    public record ObfuscationAccuracy(String obfuscation, long n, double accuracy, double recall, double specificity) {
        /** The text as it was posted. */
        public static final String PLAIN = "plain";
    }
}

package io.moderato.model.scorecard;

import io.moderato.decision.Category;
import java.util.List;

/**
 * How a model treats kinds of text that single sets do not show.
 *
 * @param threshold the toxicity score from which functional and obfuscated sentences count as called harmful: the one with the
 *     best balanced accuracy on the plain texts of the obfuscation sample
 * @param groups false positives on harmless text by the identity group it names
 * @param functions accuracy on functional sentences
 * @param mistakes functional sentences rejected for what they are not, the most often rejected first
 * @param obfuscations accuracy on texts written to get past a filter; the first is the plain text
 * @param languages what it does in languages that it did not learn
 * @param lengths how well it ranks short and long texts
 */
public record Behaviour(
        double threshold,
        List<GroupRate> groups,
        List<FunctionAccuracy> functions,
        List<Mistake> mistakes,
        List<ObfuscationAccuracy> obfuscations,
        List<LanguageRate> languages,
        List<LengthAuc> lengths) {
    /** Copies the lists and checks that none is missing. */
    public Behaviour {
        groups = Present.list(groups, "groups");
        functions = Present.list(functions, "functions");
        mistakes = Present.list(mistakes, "mistakes");
        obfuscations = Present.list(obfuscations, "obfuscations");
        languages = Present.list(languages, "languages");
        lengths = Present.list(lengths, "lengths");
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
     * The share of a function's sentences on the right side of a category's threshold.
     *
     * @param tested the category
     * @param harmful whether its sentences should reach the threshold
     */
    public record FunctionAccuracy(String function, Category tested, boolean harmful, long n, double accuracy) {
        /** Checks that it says what it is of. */
        public FunctionAccuracy {
            Present.value(function, "function");
            Present.value(tested, "tested");
        }

        /** The function and what is asked of its sentences, for a person: "self harm support: no self harm". */
        public String asked() {
            return "%s: %s%s"
                    .formatted(
                            function.replace('_', ' '),
                            harmful ? "" : "no ",
                            tested.key().replace('_', ' '));
        }
    }

    /**
     * How often a function's sentences reach the limit for rejection of a category that they certainly do not belong to.
     *
     * @param rejected of all sentences of the function
     */
    public record Mistake(String function, Category category, Rate rejected) {
        private static final double OFTEN = 0.05;

        /** Whether it is worth a word: at least one sentence in 20. */
        public boolean often() {
            return rejected.share() >= OFTEN;
        }
    }

    /**
     * How many sentences of a language reach the limit for review in some category.
     *
     * @param language its English name
     * @param found the harmful ones among them
     * @param wrong the harmless ones among them
     */
    public record LanguageRate(String language, Rate found, Rate wrong) {}

    /**
     * How well toxicity is ranked in texts of some length.
     *
     * @param from characters that these texts have at least; the next entry begins where this one ends
     * @param sets the sets that the ROC AUC is a mean of
     */
    public record LengthAuc(int from, List<String> sets, int n, int positives, double rocAuc) {}

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

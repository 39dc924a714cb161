package io.moderato.model.scorecard;

import io.moderato.decision.Category;
import java.util.List;

/**
 * A model's results on kinds of text that the single sets do not show.
 *
 * @param threshold the toxicity score from which functional and obfuscated sentences count as called harmful: the score with the best
 *     balanced accuracy on the plain texts of the obfuscation sample
 * @param groups false positives on harmless text, by the identity group that the text names
 * @param functions accuracy on functional sentences
 * @param mistakes functional sentences that were rejected for a category to which they do not belong, the most often rejected first
 * @param obfuscations accuracy on texts that were written to get past a filter; the first is the plain text
 * @param languages results in languages that the model did not learn
 * @param lengths how well the model ranks short and long texts
 */
public record Behaviour(
        double threshold,
        List<GroupRate> groups,
        List<FunctionAccuracy> functions,
        List<Mistake> mistakes,
        List<ObfuscationAccuracy> obfuscations,
        List<LanguageRate> languages,
        List<LengthAuc> lengths) {
    /** Copies the lists and checks that no list is missing. */
    public Behaviour {
        groups = Present.list(groups, "groups");
        functions = Present.list(functions, "functions");
        mistakes = Present.list(mistakes, "mistakes");
        obfuscations = Present.list(obfuscations, "obfuscations");
        languages = Present.list(languages, "languages");
        lengths = Present.list(lengths, "lengths");
    }

    /** The origin of the harmless text of a {@link GroupRate}. */
    public enum Source {
        /** Posts of the labelled sets. */
        POSTS,
        /** The functional sentences. */
        FUNCTIONAL
    }

    /**
     * The rate at which harmless text about a group is wrongly rejected or held back.
     *
     * @param group an identity group, {@link #ANY} or {@link #NONE_NAMED}
     * @param rejected the share that reaches the limit for rejection in some category
     * @param reviewed the share that reaches the limit for review, with the rejected texts
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
     * @param harmful whether the function's sentences should reach the threshold
     */
    public record FunctionAccuracy(String function, Category tested, boolean harmful, long n, double accuracy) {
        /** Checks that the function and the category are named. */
        public FunctionAccuracy {
            Present.value(function, "function");
            Present.value(tested, "tested");
        }

        /** The function and the right answer to its sentences, in words: "self harm support: no self harm". */
        public String asked() {
            return "%s: %s%s"
                    .formatted(
                            function.replace('_', ' '),
                            harmful ? "" : "no ",
                            tested.key().replace('_', ' '));
        }
    }

    /**
     * The rate at which a function's sentences reach a category's limit for rejection, though they certainly do not belong to the category.
     *
     * @param rejected the rate among all sentences of the function
     */
    public record Mistake(String function, Category category, Rate rejected) {
        private static final double OFTEN = 0.05;

        /** Whether the mistake is frequent enough to be named: at least one sentence in 20. */
        public boolean often() {
            return rejected.share() >= OFTEN;
        }
    }

    /**
     * The rates at which sentences of a language reach the limit for review in some category.
     *
     * @param language the English name of the language
     * @param found the rate among harmful sentences
     * @param wrong the rate among harmless sentences
     */
    public record LanguageRate(String language, Rate found, Rate wrong) {}

    /**
     * The quality of the ranking by toxicity among texts of some length.
     *
     * @param from the fewest characters of these texts; the next entry begins where this one ends
     * @param sets the sets over which the ROC AUC is a mean
     */
    public record LengthAuc(int from, List<String> sets, int n, int positives, double rocAuc) {}

    /**
     * The share of texts on the right side of the threshold. Half of the texts are harmful, half harmless.
     *
     * @param obfuscation the name of the obfuscation in lower case, or {@link #PLAIN}
     * @param recall the share of the harmful texts that reach the threshold
     * @param specificity the share of the harmless texts that do not reach the threshold
     */
    public record ObfuscationAccuracy(String obfuscation, long n, double accuracy, double recall, double specificity) {
        /** The text as it was posted. */
        public static final String PLAIN = "plain";
    }
}

package io.moderato.model.scorecard;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The results of models on a set that no model was trained on. A result is a mean ROC AUC over categories: the set must have ten harmful
 * and ten harmless texts of the category, and other sets must teach the category.
 *
 * @param set the set that was left out
 * @param together the number of sets that were left out at once, with this one
 * @param n the number of validation rows of the set
 * @param model the result of encoder and linear model together, mixed as suits the other sets best
 * @param encoder the result of the encoder alone
 * @param linear the result of the linear model alone, trained on the same rows
 * @param madeWith the recipe and the version of the data
 */
public record UnseenSource(
        String set, int together, int n, double model, double encoder, double linear, Map<String, String> madeWith) {
    /** Copies the map in the order of its keys, so that the same figures give the same file. */
    public UnseenSource {
        madeWith = Collections.unmodifiableMap(new TreeMap<>(Present.value(madeWith, "madeWith")));
    }

    /** The results in one line of words. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%s, never seen: ROC AUC %.4f, encoder alone %.4f, linear alone %.4f",
                set,
                model,
                encoder,
                linear);
    }

    /** A Markdown table of the sources. The better result of model and linear model is bold. */
    public static String table(List<UnseenSource> sources) {
        StringBuilder table = new StringBuilder("""
                | left out | others out with it | n | model | encoder alone | linear |
                |---|---:|---:|---:|---:|---:|
                """);
        for (UnseenSource source : sources) {
            boolean ahead = source.model > source.linear;
            table.append(String.format(
                    Locale.ROOT,
                    ahead
                            ? "| %s | %d | %,d | **%.3f** | %.3f | %.3f |%n"
                            : "| %s | %d | %,d | %.3f | %.3f | **%.3f** |%n",
                    source.set,
                    source.together - 1,
                    source.n,
                    source.model,
                    source.encoder,
                    source.linear));
        }
        return table.toString();
    }
}

package io.moderato.model.scorecard;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How models do on a set that none of them was trained on: the mean ROC AUC over those of its categories that other sets teach and of
 * which it has ten texts of each kind.
 *
 * @param set the set that was left out
 * @param together how many sets were left out at once, this one among them
 * @param n its validation rows
 * @param model of encoder and linear model together, mixed as suits the other sets
 * @param encoder of the encoder alone
 * @param linear of the linear model alone, trained on the same rows
 * @param madeWith the recipe and the version of the data
 */
public record UnseenSource(
        String set, int together, int n, double model, double encoder, double linear, Map<String, String> madeWith) {
    /** Copies the map, in the order of its keys: the same figures make the same file. */
    public UnseenSource {
        madeWith = Collections.unmodifiableMap(new TreeMap<>(Present.value(madeWith, "madeWith")));
    }

    /** One line for a person. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%s, never seen: ROC AUC %.4f, encoder alone %.4f, linear alone %.4f",
                set,
                model,
                encoder,
                linear);
    }

    /** A Markdown table of them, the better of model and linear model in bold. */
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

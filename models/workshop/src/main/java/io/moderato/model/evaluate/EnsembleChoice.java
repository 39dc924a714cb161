package io.moderato.model.evaluate;

import io.moderato.decision.Category;
import io.moderato.model.augment.Obfuscation;
import io.moderato.model.data.LabelledText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Chooses for each category the share of a second model's logit to mix into the first model's logit: the share that ranks best over all
 * sets together. On a set where the mixture is worse than the better of the two models, the difference counts twice, so that no set loses
 * for the sake of others.
 */
public final class EnsembleChoice {
    private static final double[] SHARES = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8};

    /** The fewest positives, and the fewest negatives, of a set. With fewer, a single text could decide. */
    private static final int FEWEST = 10;
    /** The smallest difference that counts. */
    private static final double TOLERANCE = 0.0005;

    private static final String DISGUISED = ", disguised";

    private final List<LabelledText> rows;
    private final Map<Category, double[]> first;
    private final Map<Category, double[]> second;

    /**
     * @param first for each category the logits of the rows by the first model, which the second one is to help
     * @param second the same by the second model; a category may be missing
     */
    public EnsembleChoice(List<LabelledText> rows, Map<Category, double[]> first, Map<Category, double[]> second) {
        this.rows = rows;
        this.first = first;
        this.second = second;
    }

    /**
     * A choice for the logits of an encoder and of a linear model. The two may know different categories.
     *
     * @param logits the encoder's logits, rows × categories
     * @param ofLinear the linear model's logits, rows × its own categories
     */
    public static EnsembleChoice of(
            List<LabelledText> rows,
            List<Category> categories,
            float[][] logits,
            List<Category> linearCategories,
            double[][] ofLinear) {
        Map<Category, double[]> first = new EnumMap<>(Category.class);
        Map<Category, double[]> second = new EnumMap<>(Category.class);
        for (int i = 0; i < categories.size(); i++) {
            int output = i;
            first.put(
                    categories.get(i),
                    Arrays.stream(logits).mapToDouble(row -> row[output]).toArray());
            int column = linearCategories.indexOf(categories.get(i));
            if (column >= 0) {
                second.put(
                        categories.get(i),
                        Arrays.stream(ofLinear).mapToDouble(row -> row[column]).toArray());
            }
        }
        return new EnsembleChoice(rows, first, second);
    }

    /**
     * The rows, followed by each row once more in a spelling that tries to get past a filter. The disguised rows of a set are a set of
     * their own. A choice by plain texts alone gives too small a share to a model that reads single characters.
     */
    public static List<LabelledText> alsoDisguised(List<LabelledText> rows) {
        Obfuscation[] ways = Obfuscation.values();
        List<LabelledText> both = new ArrayList<>(rows);
        for (int i = 0; i < rows.size(); i++) {
            LabelledText row = rows.get(i);
            String text = ways[i % ways.length].apply(row.text(), new SplittableRandom(i));
            both.add(new LabelledText(row.set() + DISGUISED, text, row.labels(), row.aspects()));
        }
        return both;
    }

    /** The share of the second model in each category. A category that the second model does not help is absent. */
    public Map<Category, Double> shares() {
        Map<Category, Double> shares = new EnumMap<>(Category.class);
        for (Category category : second.keySet()) {
            Map<String, Double> alone = bySet(category, 0);
            Map<String, Double> better = new TreeMap<>(alone);
            bySet(category, 1).forEach((set, auc) -> better.merge(set, auc, Math::max));
            double best = 0;
            double bestWorth = worth(alone, better) + TOLERANCE;
            for (double share : SHARES) {
                double worth = worth(bySet(category, share), better);
                if (worth > bestWorth) {
                    bestWorth = worth;
                    best = share;
                }
            }
            if (best > 0) {
                shares.put(category, best);
            }
        }
        return shares;
    }

    /**
     * The quality of a mixture: its mean ROC AUC over the sets, minus its mean distance from the better model where the mixture is worse.
     */
    private static double worth(Map<String, Double> mixed, Map<String, Double> better) {
        return mixed.entrySet().stream()
                .mapToDouble(set ->
                        set.getValue() - Math.max(0, better.getOrDefault(set.getKey(), 0.0) - set.getValue()))
                .average()
                .orElse(0);
    }

    /** The shares under which only the second model answers. */
    public static Map<Category, Double> wholly(Collection<Category> categories) {
        Map<Category, Double> shares = new EnumMap<>(Category.class);
        categories.forEach(category -> shares.put(category, 1.0));
        return shares;
    }

    /** The mean ROC AUC over the categories of each set, for the mixture with those shares. */
    public Map<String, Double> bySet(Map<Category, Double> shares) {
        Map<String, double[]> sums = new TreeMap<>();
        for (Category category : first.keySet()) {
            bySet(category, shares.getOrDefault(category, 0.0)).forEach((set, auc) -> {
                double[] sum = sums.computeIfAbsent(set, s -> new double[2]);
                sum[0] += auc;
                sum[1]++;
            });
        }
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((set, sum) -> means.put(set, sum[0] / sum[1]));
        return means;
    }

    private Map<String, Double> bySet(Category category, double share) {
        double[] mixed = mixed(category, share);
        Map<String, List<Integer>> known = new TreeMap<>();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).labels().containsKey(category)) {
                known.computeIfAbsent(rows.get(i).set(), s -> new ArrayList<>()).add(i);
            }
        }
        Map<String, Double> aucs = new LinkedHashMap<>();
        known.forEach((set, indices) -> {
            double[] values = new double[indices.size()];
            boolean[] positive = new boolean[values.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = mixed[indices.get(i)];
                LabelledText.Label label = rows.get(indices.get(i)).labels().get(category);
                positive[i] = label != null && label.positive();
            }
            long positives =
                    IntStream.range(0, values.length).filter(i -> positive[i]).count();
            if (Math.min(positives, values.length - positives) >= FEWEST) {
                aucs.put(set, Ranking.auc(values, positive));
            }
        });
        return aucs;
    }

    private double[] mixed(Category category, double share) {
        double[] of = first.getOrDefault(category, new double[rows.size()]);
        double[] other = second.get(category);
        if (share == 0 || other == null) {
            return of;
        }
        double[] mixed = new double[of.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = (1 - share) * of[i] + share * other[i];
        }
        return mixed;
    }
}

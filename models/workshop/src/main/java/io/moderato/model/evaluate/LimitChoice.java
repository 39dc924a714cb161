package io.moderato.model.evaluate;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.ModerationSettings.Limit;
import io.moderato.model.data.LabelledText;
import io.moderato.model.scorecard.Rate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Chooses the thresholds of a default policy: as low as possible while almost no harmless text is rejected. A category's threshold is
 * raised if it would reject harmless text that names an identity group much more often. Review begins well below rejection, and still lower
 * for severe categories. Threats, for example, are rare, so the calibrated probability stays low even for real ones; and to miss a threat
 * is worse than to review some harmless texts.
 */
public final class LimitChoice {
    /** The share of harmless texts that a default policy may reject. */
    public static final double MAX_HARMLESS_REJECTED = 0.01;

    /** The lowest limit. Below this probability, the model itself takes a text for harmless. */
    private static final double LOWEST = 0.5;

    private static final double HIGHEST = 0.99;
    private static final double REVIEW_SHARE = 0.7;
    /** The share of harmless texts that a severe category may send to review, even if its limit becomes very low. */
    private static final double HARMLESS_REVIEWED = 0.01;
    /** The factor by which a category may reject a larger share of the harmless texts that name a group than of all harmless texts. */
    private static final double GROUP_RATIO = 1.5;
    /** The fewest texts that name a group. With fewer, single texts would decide. */
    private static final int FEWEST_NAMING = 300;

    private LimitChoice() {}

    /**
     * The limits that fit the harmless texts among these rows. The rows must not hold generated sentences. A category that the rows cannot
     * measure rejects nothing.
     *
     * @param rows the rows; each has its scores at the same place
     */
    public static Map<Category, Limit> choose(
            List<LabelledText> rows, List<Scores> scores, List<Category> categories, double maxRejected) {
        return choose(HarmlessScores.of(rows, scores), categories, unproven(rows, categories), maxRejected);
    }

    /**
     * A limit for each category, such that all limits together reject at most that share of the harmless texts (unless scores tie at the
     * limit). Review begins at 0.7 of the limit. For a severe category, it begins where one harmless text in a hundred would be reviewed,
     * if that is lower.
     *
     * @param harmless the scores of texts that are known to be harmless
     * @param unproven the categories that no labels measure. They reject nothing, and send to review from the score at which other
     *     categories would reject; severe ones begin lower, like other severe categories
     */
    public static Map<Category, Limit> choose(
            HarmlessScores harmless, List<Category> categories, Set<Category> unproven, double maxRejected) {
        double low = 0;
        double high = maxRejected;
        for (int i = 0; i < 30; i++) {
            double share = (low + high) / 2;
            if (rejectedShare(harmless.all(), at(harmless, categories, unproven, share)) <= maxRejected) {
                low = share;
            } else {
                high = share;
            }
        }
        return reviewedSooner(at(harmless, categories, unproven, low), harmless);
    }

    private static Set<Category> unproven(List<LabelledText> rows, List<Category> categories) {
        return categories.stream()
                .filter(category -> !LabelledText.haveBoth(rows, category))
                .collect(Collectors.toSet());
    }

    /**
     * The rate of harmless texts that such limits reject on rows by which they were not chosen. They are chosen by every second row and
     * measured on the rest, and the other way round.
     *
     * @param rows the rows; each has its scores at the same place
     */
    public static Rate elsewhere(
            List<LabelledText> rows, List<Scores> scores, List<Category> categories, double maxRejected) {
        Set<Category> unproven = unproven(rows, categories);
        List<HarmlessScores> halves = IntStream.range(0, 2)
                .mapToObj(half -> IntStream.range(0, rows.size())
                        .filter(i -> i % 2 == half)
                        .boxed()
                        .toList())
                .map(half -> HarmlessScores.of(
                        half.stream().map(rows::get).toList(),
                        half.stream().map(scores::get).toList()))
                .toList();
        long rejected = 0;
        for (int half = 0; half < 2; half++) {
            Map<Category, Limit> limits = choose(halves.get(half), categories, unproven, maxRejected);
            rejected += halves.get(1 - half).all().stream()
                    .filter(text -> Reached.rejection(text, limits))
                    .count();
        }
        return Rate.of(
                rejected, halves.stream().mapToLong(half -> half.all().size()).sum());
    }

    /** The share of texts of which at least one score reaches its limit for rejection. */
    public static double rejectedShare(List<Scores> texts, Map<Category, Limit> limits) {
        return texts.stream()
                        .filter(scores -> Reached.rejection(scores, limits))
                        .count()
                / (double) Math.max(1, texts.size());
    }

    /** Limits that each alone reject that share of the harmless texts, or fewer for the sake of the texts that name a group. */
    private static Map<Category, Limit> at(
            HarmlessScores harmless, List<Category> categories, Set<Category> unproven, double share) {
        Map<Category, Limit> limits = new EnumMap<>(Category.class);
        for (Category category : categories) {
            double reject = rounded(Math.clamp(lowest(harmless, category, share), LOWEST, HIGHEST));
            boolean rejects = !unproven.contains(category);
            limits.put(category, new Limit(rejects ? reject : 1, rejects ? rounded(reject * REVIEW_SHARE) : reject));
        }
        return limits;
    }

    private static Map<Category, Limit> reviewedSooner(Map<Category, Limit> limits, HarmlessScores harmless) {
        Map<Category, Limit> sooner = new EnumMap<>(limits);
        limits.forEach((category, limit) -> {
            if (category.severe()) {
                double review = rounded(lowest(harmless, category, HARMLESS_REVIEWED));
                sooner.put(category, new Limit(limit.reject(), Math.min(limit.review(), review)));
            }
        });
        return sooner;
    }

    /** The lowest limit that at most that share of the harmless texts reaches, and not many more of the texts that name a group. */
    private static double lowest(HarmlessScores harmless, Category category, double share) {
        double highestKept = highestKept(harmless.all(), category, share);
        if (harmless.namingGroup().size() >= FEWEST_NAMING) {
            highestKept = Math.max(highestKept, highestKept(harmless.namingGroup(), category, GROUP_RATIO * share));
        }
        return highestKept + 1e-3;
    }

    /** The highest score below a limit that rejects that share of the texts. */
    private static double highestKept(List<Scores> texts, Category category, double share) {
        double[] scores = texts.stream()
                .mapToDouble(s -> s.of(category).orElse(0))
                .sorted()
                .toArray();
        int above = (int) Math.floor(share * scores.length);
        return scores.length == 0 ? LOWEST : scores[Math.max(0, scores.length - 1 - above)];
    }

    private static double rounded(double value) {
        return Math.ceil(value * 1000 - 1e-9) / 1000;
    }
}

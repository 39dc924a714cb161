package io.moderato.model.evaluate;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.ModerationSettings.Limit;
import io.moderato.model.data.LabelledText;
import io.moderato.model.functional.IdentityGroups;
import io.moderato.model.scorecard.Behaviour.GroupRate;
import io.moderato.model.scorecard.Behaviour.Source;
import io.moderato.model.scorecard.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Measures how often harmless posts that name an identity group are wrongly rejected or held back, beside other harmless posts. */
final class GroupTest {
    /** The fewest posts of a group. The interval of fewer posts says almost nothing. */
    private static final int FEWEST = 10;

    private final int[] harmless;
    private final List<Set<String>> named;

    private GroupTest(int[] harmless, List<Set<String>> named) {
        this.harmless = harmless;
        this.named = named;
    }

    static GroupTest of(List<LabelledText> rows) {
        int[] harmless = IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).harmless())
                .toArray();
        return new GroupTest(
                harmless,
                IntStream.of(harmless)
                        .mapToObj(i -> IdentityGroups.namedIn(rows.get(i).text()))
                        .toList());
    }

    /** The rates from the scores of all rows. */
    List<GroupRate> measure(List<Scores> scores, Map<Category, Limit> limits) {
        return measure(
                Source.POSTS,
                named,
                IntStream.of(harmless).mapToObj(scores::get).toList(),
                limits);
    }

    /**
     * The rates of harmless texts: of all texts that name a group, of all texts that name no group, then of each group that enough texts
     * name.
     *
     * @param named the groups that each text names
     */
    static List<GroupRate> measure(
            Source source, List<Set<String>> named, List<Scores> scores, Map<Category, Limit> limits) {
        List<GroupRate> rates = new ArrayList<>();
        rates.add(rate(source, GroupRate.ANY, scores, limits, i -> !named.get(i).isEmpty()));
        rates.add(rate(
                source, GroupRate.NONE_NAMED, scores, limits, i -> named.get(i).isEmpty()));
        Set<String> groups = new TreeSet<>();
        named.forEach(groups::addAll);
        for (String group : groups) {
            GroupRate rate =
                    rate(source, group, scores, limits, i -> named.get(i).contains(group));
            if (rate.rejected().n() >= FEWEST) {
                rates.add(rate);
            }
        }
        return rates;
    }

    private static GroupRate rate(
            Source source,
            String group,
            List<Scores> scores,
            Map<Category, Limit> limits,
            java.util.function.IntPredicate wanted) {
        List<Scores> of = IntStream.range(0, scores.size())
                .filter(wanted)
                .mapToObj(scores::get)
                .toList();
        long rejected =
                of.stream().filter(one -> Reached.rejection(one, limits)).count();
        long reviewed = of.stream().filter(one -> Reached.review(one, limits)).count();
        return new GroupRate(source, group, Rate.of(rejected, of.size()), Rate.of(reviewed, of.size()));
    }
}

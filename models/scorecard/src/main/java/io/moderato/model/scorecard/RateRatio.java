package io.moderato.model.scorecard;

import io.moderato.model.scorecard.Behaviour.GroupRate;
import io.moderato.model.scorecard.Behaviour.Source;
import java.util.List;
import java.util.Optional;

/**
 * The ratio of two rates, with its 95 % interval.
 *
 * @param low lower end of the interval
 * @param high upper end of the interval
 */
record RateRatio(double value, double low, double high) {
    /**
     * The rate of rejection of harmless posts that name an identity group, divided by the rate of other harmless posts. Empty if the rates
     * were not measured, or if no other post is rejected.
     */
    static Optional<RateRatio> ofPosts(List<GroupRate> groups) {
        Optional<Rate> others = rejected(groups, GroupRate.NONE_NAMED).filter(rate -> rate.hits() > 0);
        return rejected(groups, GroupRate.ANY)
                .filter(rate -> rate.n() > 0)
                .flatMap(named -> others.map(other -> of(named, other)));
    }

    private static Optional<Rate> rejected(List<GroupRate> groups, String group) {
        return groups.stream()
                .filter(rate -> rate.source() == Source.POSTS && rate.group().equals(group))
                .map(GroupRate::rejected)
                .findFirst();
    }

    /**
     * The ratio of two shares; the second share is above 0. Source of the interval: the logarithm of a ratio of independent shares is
     * nearly normal (Katz et al. 1978). If the first share has no hits, the upper end is computed with half a hit.
     */
    static RateRatio of(Rate here, Rate there) {
        double hits = Math.max(0.5, here.hits());
        double error = Math.sqrt(1 / hits - 1.0 / here.n() + 1.0 / there.hits() - 1.0 / there.n());
        double ratio = hits / here.n() / there.share();
        return new RateRatio(
                here.share() / there.share(),
                here.hits() == 0 ? 0 : ratio * Math.exp(-Rate.Z * error),
                ratio * Math.exp(Rate.Z * error));
    }
}

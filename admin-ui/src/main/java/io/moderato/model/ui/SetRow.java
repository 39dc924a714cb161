package io.moderato.model.ui;

import io.moderato.decision.Category;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.scorecard.Scorecard;
import io.moderato.model.scorecard.Scorecard.Measurement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The measurements of each model for one category on one set.
 *
 * @param weak whether machines or rules gave the labels, not people
 * @param models a measurement for each model of the comparison, null where one was not measured
 */
record SetRow(String set, Category category, boolean weak, List<@Nullable Measurement> models) {
    SetRow {
        models = Collections.unmodifiableList(new ArrayList<>(models));
    }

    /** All rows, in the order of the running model's measurements. */
    static List<SetRow> of(Comparison comparison) {
        List<String> judged = comparison.setsJudgedByPeople();
        return comparison.model().measurements().stream()
                .map(measured -> new SetRow(
                        measured.set(),
                        measured.category(),
                        !measured.set().equals(Scorecard.ALL) && !judged.contains(measured.set()),
                        comparison.models().stream()
                                .map(model -> of(model, measured.set(), measured.category()))
                                .toList()))
                .toList();
    }

    private static @Nullable Measurement of(Scorecard model, String set, Category category) {
        for (Measurement measurement : model.measurements()) {
            if (measurement.set().equals(set) && measurement.category() == category) {
                return measurement;
            }
        }
        return null;
    }

    boolean isAll() {
        return set.equals(Scorecard.ALL);
    }

    String name() {
        return isAll() ? "All sets together" : Figures.name(set);
    }

    long texts() {
        Measurement first = models.getFirst();
        return first == null ? 0 : first.n();
    }

    long harmful() {
        Measurement first = models.getFirst();
        return first == null ? 0 : first.positives();
    }

    @Nullable
    Double of(Measure measure, int model) {
        return measure.of(models.get(model));
    }

    /** The lead of the running model over the best of the other models; null if one of the two was not measured. */
    @Nullable
    Double lead(Measure measure) {
        Double mine = of(measure, 0);
        if (mine == null) {
            return null;
        }
        Double lead = null;
        for (int model = 1; model < models.size(); model++) {
            Double other = of(measure, model);
            if (other != null) {
                double over = measure.moreIsBetter() ? mine - other : other - mine;
                lead = lead == null ? over : Math.min(lead, over);
            }
        }
        return lead;
    }
}

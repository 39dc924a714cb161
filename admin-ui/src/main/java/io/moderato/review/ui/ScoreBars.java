package io.moderato.review.ui;

import com.vaadin.flow.component.html.Div;
import io.moderato.console.Looks;
import io.moderato.console.ScoreBar;
import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.decision.UnexaminedReason;
import io.moderato.policy.Policy;
import io.moderato.policy.Threshold;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A bar for each scored category, the highest first, with a tick where review begins and one where rejection begins. */
final class ScoreBars extends Div {
    /** The bars for the automatic result and the policy of that case; without scores, the reason why there are none. */
    ScoreBars(CaseFile file) {
        Scores scores = file.automatic().result().scores();
        Policy policy = file.policy();
        addClassName("scores");
        Arrays.stream(Category.values())
                .filter(category -> scores.of(category).isPresent())
                .sorted(Comparator.comparingDouble(
                        category -> -scores.of(category).orElseThrow()))
                .forEach(category -> add(bar(
                        category,
                        scores.of(category).orElseThrow(),
                        policy.thresholds().get(category))));
        if (scores.byCategory().isEmpty()) {
            add(Looks.quiet(whyNotScored(file)));
        }
    }

    private static String whyNotScored(CaseFile file) {
        if (file.content().text().isBlank()) {
            return "There is no text to score.";
        }
        return file.automatic().result().unexamined().stream()
                        .anyMatch(gap -> gap.reason() == UnexaminedReason.LANGUAGE_NOT_READ)
                ? "Not scored: the model does not read the language."
                : "Not scored: a rule decided before the model was asked.";
    }

    private static ScoreBar bar(Category category, double score, @Nullable Threshold threshold) {
        ScoreBar bar = new ScoreBar(
                Looks.shortName(category),
                category,
                score,
                threshold != null && score > threshold.effectiveReviewAbove());
        String meaning = "%s %s".formatted(Looks.shortName(category), percent(score));
        if (threshold != null) {
            bar.tick("review", threshold.effectiveReviewAbove());
            bar.tick("reject", threshold.rejectAbove());
            meaning += ", review above %s, reject above %s"
                    .formatted(percent(threshold.effectiveReviewAbove()), percent(threshold.rejectAbove()));
        }
        bar.setTitle(meaning);
        bar.getElement().setAttribute("role", "img");
        bar.getElement().setAttribute("aria-label", meaning);
        return bar;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f\u00a0%%", share * 100);
    }
}

package io.moderato.review.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.moderato.console.Looks;
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

    private static Div bar(Category category, double score, @Nullable Threshold threshold) {
        Span name = new Span(Looks.shortName(category));
        name.addClassName("score-name");
        Div fill = new Div();
        fill.addClassName("score-fill");
        fill.getStyle().setWidth(cssPercent(score));
        Div track = new Div(fill);
        track.addClassName("score-track");
        String meaning = "%s %s".formatted(Looks.shortName(category), percent(score));
        if (threshold != null) {
            track.add(tick("review", threshold.effectiveReviewAbove()), tick("reject", threshold.rejectAbove()));
            meaning += ", review above %s, reject above %s"
                    .formatted(percent(threshold.effectiveReviewAbove()), percent(threshold.rejectAbove()));
        }
        Span number = new Span(Looks.percent(score));
        number.addClassName("score-number");
        Div line = new Div(name, track, number);
        line.addClassNames("score", Looks.colour(category));
        if (threshold != null && score > threshold.effectiveReviewAbove()) {
            line.addClassName("over");
        }
        line.setTitle(meaning);
        line.getElement().setAttribute("role", "img");
        line.getElement().setAttribute("aria-label", meaning);
        return line;
    }

    private static Div tick(String kind, double at) {
        Div tick = new Div();
        tick.addClassNames("tick", "tick-" + kind);
        tick.getStyle().setLeft(cssPercent(at));
        return tick;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f\u00a0%%", share * 100);
    }

    private static String cssPercent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", share * 100);
    }
}

package io.moderato.policy.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.moderato.console.Looks;
import io.moderato.decision.Category;
import io.moderato.policy.Threshold;
import io.moderato.problem.ProblemException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The two limits of one category, with a strip that shows which scores pass, are reviewed and are rejected. */
final class ThresholdRow extends Div {
    private final Category category;
    private final transient @Nullable Threshold before;
    private final Div strip = new Div();
    private final Div passes = new Div();
    private final Div reviewed = new Div();
    private final NumberField review = field("Review above, ");
    private final NumberField reject = field("Reject above, ");

    ThresholdRow(Category category, @Nullable Threshold before, @Nullable Threshold shown, Runnable changed) {
        this.category = category;
        this.before = before;
        addClassNames("threshold-row", Looks.colour(category));
        review.setAriaLabel("Review above, " + Looks.shortName(category));
        reject.setAriaLabel("Reject above, " + Looks.shortName(category));
        if (shown != null) {
            review.setValue(rounded(shown.effectiveReviewAbove()));
            reject.setValue(rounded(shown.rejectAbove()));
        }
        strip.addClassName("strip");
        passes.addClassName("strip-pass");
        reviewed.addClassName("strip-review");
        strip.add(passes, reviewed);
        review.addValueChangeListener(change -> update(changed));
        reject.addValueChangeListener(change -> update(changed));
        Div name = new Div(Looks.chip(category));
        add(name, strip, review, reject);
        draw();
    }

    private static NumberField field(String label) {
        NumberField field = new NumberField();
        field.setMin(0.01);
        field.setMax(1);
        field.setStep(0.01);
        field.setStepButtonsVisible(true);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setAriaLabel(label);
        field.setPlaceholder("off");
        return field;
    }

    private void update(Runnable changed) {
        boolean wrong = review.getValue() != null && reject.getValue() != null && review.getValue() > reject.getValue();
        review.setErrorMessage("Not above “reject”");
        review.setInvalid(wrong);
        draw();
        changed.run();
    }

    private void draw() {
        Double from = review.getValue();
        Double to = reject.getValue();
        strip.getElement().getClassList().set("off", to == null);
        if (to != null) {
            double begin = from == null ? Threshold.REVIEW_FACTOR * to : Math.min(from, to);
            passes.getStyle().setWidth(percent(begin));
            reviewed.getStyle().setWidth(percent(Math.max(0, to - begin)));
            strip.setTitle("Passes below %.2f, reviewed up to %.2f, rejected above".formatted(begin, to));
        }
        getElement().getClassList().set("changed", isChanged());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", share * 100);
    }

    Category category() {
        return category;
    }

    boolean isChanged() {
        Double reviewBefore = before == null ? null : (Double) rounded(before.effectiveReviewAbove());
        Double rejectBefore = before == null ? null : (Double) rounded(before.rejectAbove());
        return !java.util.Objects.equals(reviewBefore, review.getValue())
                || !java.util.Objects.equals(rejectBefore, reject.getValue());
    }

    /**
     * The limits as entered, or the old ones untouched; empty where the category is not decided by score.
     *
     * @throws ProblemException INVALID_FIELD if they contradict each other
     */
    Optional<Threshold> value() {
        if (!isChanged()) {
            return Optional.ofNullable(before);
        }
        if (reject.getValue() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Threshold(reject.getValue(), review.getValue()));
        } catch (IllegalArgumentException contradiction) {
            throw ProblemException.invalidField(
                    "/thresholds/" + category.key(),
                    Looks.shortName(category)
                            + ": “review” lies above 0 and not above “reject”, and “reject” is at most 1. Nothing was published.");
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}

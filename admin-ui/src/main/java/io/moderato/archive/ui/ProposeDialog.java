package io.moderato.archive.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import io.moderato.archive.applying.ApplicationTerms;
import io.moderato.archive.store.Direction;
import io.moderato.console.CarefulDialog;
import io.moderato.console.Notices;
import io.moderato.problem.ProblemException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Asks how many of a run's changes to apply, how fast, and why. */
final class ProposeDialog extends CarefulDialog {
    private static final int MAX_NOTE = 2000;

    /**
     * The dialog.
     *
     * @param left    how many changes are left
     * @param counts  how many changes the run found in each direction
     * @param propose proposes it; a {@link ProblemException} is shown, and the dialog stays
     */
    ProposeDialog(int left, Map<Direction, Integer> counts, Consumer<ApplicationTerms> propose) {
        setHeaderTitle("Propose to apply changes");
        setWidth("33rem");
        IntegerField atMost =
                number("Contents at most", Math.min(left, ApplicationTerms.FIRST_TRY), ApplicationTerms.MAX_CONTENTS);
        atMost.setHelperText("Begin with a few, and look at what follows. %,d are left.".formatted(left));
        IntegerField perMinute =
                number("Contents a minute", ApplicationTerms.USUAL_PER_MINUTE, ApplicationTerms.MAX_PER_MINUTE);
        perMinute.setHelperText("So many webhooks are sent, and so many authors may be told, in a minute at most.");
        CheckboxGroup<Direction> directions = new CheckboxGroup<>("Only in these directions");
        directions.setItems(counts.keySet());
        directions.setItemLabelGenerator(each -> "%s (%,d)".formatted(Words.direction(each), counts.get(each)));
        directions.setHelperText("None chosen: all.");
        TextArea note = new TextArea("Why");
        note.setMaxLength(MAX_NOTE);
        note.setRequiredIndicatorVisible(true);
        note.setHelperText("The other admin reads this before they approve.");
        add(
                new Paragraph(
                        "Nothing is changed until another admin approves. Contents that people have decided, that their authors have edited, or that a moderator has, are left as they are."));
        addForm("30rem", atMost, perMinute, directions, note);
        Button act = leaveOr("Go back", "Propose");
        act.addClickListener(click -> {
            if (atMost.isEmpty() || perMinute.isEmpty()) {
                Notices.problem("Say how many contents, and how many a minute.");
            } else if (Notices.attempt(() -> propose.accept(new ApplicationTerms(
                    Objects.requireNonNull(atMost.getValue()),
                    Objects.requireNonNull(perMinute.getValue()),
                    directions.getValue(),
                    note.getValue())))) {
                close();
            }
        });
    }

    private static IntegerField number(String label, int value, int max) {
        IntegerField field = new IntegerField(label);
        field.setMin(1);
        field.setMax(max);
        field.setStepButtonsVisible(true);
        field.setValue(value);
        return field;
    }
}
